// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// hellosCommand sends ClientHellos that were changed at random (the same ones for the same seed). The
// server may answer or close; it must go on serving and keep nothing.
func hellosCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("n", 100000, "how many")
	seed := flags.Uint64("seed", 1, "of the changes")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	before, err := server.usage()
	if err != nil {
		return err
	}
	seeds, err := realHellos()
	if err != nil {
		return err
	}
	var next, answered, alerted atomic.Int64
	var refused atomic.Value
	var wg sync.WaitGroup
	for range 16 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := next.Add(1); i <= int64(*n); i = next.Add(1) {
				random := rand.New(rand.NewPCG(*seed, uint64(i)))
				hello := mutate(random, seeds[random.IntN(len(seeds))])
				first, err := sendHello(server.address(), i, hello)
				if err != nil {
					refused.CompareAndSwap(nil, fmt.Sprintf("hello %d of seed %d: %v", i, *seed, err))
					continue
				}
				switch first {
				case 22:
					answered.Add(1)
				case 21:
					alerted.Add(1)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Printf("%d mutated ClientHellos: %d answered with a handshake, %d with an alert\n", *n, answered.Load(), alerted.Load())
	if text := refused.Load(); text != nil {
		return fmt.Errorf("%v", text)
	}
	if _, err := server.newConnection("after"); err != nil {
		return fmt.Errorf("a good request afterwards: %w", err)
	}
	after, err := server.settled(before, 20*time.Second)
	fmt.Printf("descriptors %d -> %d, RSS %d -> %d KiB\n", before.descriptors, after.descriptors, before.rssKiB, after.rssKiB)
	return err
}

// realHellos are what Go's client says with several settings.
func realHellos() ([][]byte, error) {
	configs := []*tls.Config{
		{InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}},
		{InsecureSkipVerify: true, NextProtos: []string{"h2", "http/1.1"}, ServerName: "fleetgate.cattle-fleet-system.svc"},
		{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12, ServerName: "localhost"},
		{InsecureSkipVerify: true, CurvePreferences: []tls.CurveID{tls.CurveP256}},
	}
	var hellos [][]byte
	for _, config := range configs {
		here, there := net.Pipe()
		go func() {
			_ = tls.Client(here, config).Handshake()
		}()
		buffer := make([]byte, 16384)
		n, err := there.Read(buffer)
		if err != nil {
			return nil, err
		}
		_ = there.Close()
		hellos = append(hellos, buffer[:n])
	}
	return hellos, nil
}

func mutate(random *rand.Rand, hello []byte) []byte {
	out := bytes.Clone(hello)
	for range 1 + random.IntN(6) {
		at := random.IntN(len(out))
		switch random.IntN(8) {
		case 0:
			out[at] ^= 1 << random.IntN(8)
		case 1:
			out[at] = byte(random.Uint32())
		case 2:
			out = out[:1+at]
		case 3: // some bytes vanish
			out = append(out[:at:at], out[min(len(out), at+random.IntN(32)):]...)
		case 4: // some come twice
			end := min(len(out), at+random.IntN(256))
			out = append(out[:end:end], append(bytes.Clone(out[at:end]), out[end:]...)...)
		case 5: // a length that lies
			if at+1 < len(out) {
				out[at], out[at+1] = byte(random.Uint32()), byte(random.Uint32())
			}
		case 6: // the record is split in two
			if at > 5 {
				head := []byte{out[0], out[1], out[2], byte((at - 5) >> 8), byte(at - 5)}
				rest := len(out) - at
				tail := append([]byte{out[0], out[1], out[2], byte(rest >> 8), byte(rest)}, out[at:]...)
				out = append(append(head, out[5:at]...), tail...)
			}
		case 7: // junk behind it
			out = append(out, bytes.Repeat([]byte{byte(random.Uint32())}, random.IntN(64))...)
		}
		if len(out) == 0 {
			return []byte{22}
		}
	}
	return out
}

// sendHello returns the type of the first record that comes back, 0 if none does.
func sendHello(address string, i int64, hello []byte) (byte, error) {
	// Many addresses of our own, so that ports do not run out.
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, byte(i>>8), byte(2+i%250))}, Timeout: 10 * time.Second}
	conn, err := dialer.Dial("tcp", address)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	stream := conn.(*net.TCPConn)
	_ = stream.SetDeadline(time.Now().Add(60 * time.Second))
	_ = stream.SetLinger(0)
	_, _ = stream.Write(hello)
	_ = stream.CloseWrite()
	all, err := io.ReadAll(stream)
	if err, ok := err.(net.Error); ok && err.Timeout() {
		return 0, fmt.Errorf("still open after 60 s")
	}
	if len(all) == 0 {
		return 0, nil
	}
	return all[0], nil
}
