// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"
)

// dripCommand opens connections that send one byte of a head, of a body or of a handshake a second,
// and says when each was cut.
func dripCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("n", 1000, "connections for each stage")
	good := flags.Int("good", 8, "good clients at the same time")
	stage := flags.String("stage", "head", "what drips: handshake, head or body")
	deadline := flags.Duration("deadline", 5*time.Second, "when the server shall cut it")
	slack := flags.Duration("slack", time.Second, "how much later it may be; earlier by a second at most")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	before, err := server.usage()
	if err != nil {
		return err
	}
	if _, err := server.newConnection("before"); err != nil {
		return err
	}
	clients := startGoodClients(*good, "https://"+server.address()+"/validate", 10*time.Millisecond)
	var mutex sync.Mutex
	var lives []time.Duration
	var errs []error
	var wg sync.WaitGroup
	gate := make(chan struct{}, 64) // handshakes at once: the clients' own processor is not what is measured
	for range *n {
		gate <- struct{}{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			life, err := drip(server.address(), *stage, *deadline+20*time.Second, func() { <-gate })
			mutex.Lock()
			defer mutex.Unlock()
			if err != nil {
				errs = append(errs, err)
				return
			}
			lives = append(lives, life)
		}()
	}
	wg.Wait()
	failure := clients.end()
	if len(errs) > 0 {
		return fmt.Errorf("%d of %d connections: %w", len(errs), *n, errs[0])
	}
	slices.Sort(lives)
	first, last := lives[0], lives[len(lives)-1]
	fmt.Printf("%s: %d connections cut after %.2f to %.2f s (median %.2f), deadline %s\n", *stage, len(lives),
		first.Seconds(), last.Seconds(), lives[len(lives)/2].Seconds(), *deadline)
	if first < *deadline-time.Second || last > *deadline+*slack {
		return fmt.Errorf("more than a second before or %s after the deadline", *slack)
	}
	if failure != nil {
		return failure
	}
	after, err := server.settled(before, 10*time.Second)
	fmt.Printf("descriptors %d -> %d, RSS %d -> %d KiB\n", before.descriptors, after.descriptors, before.rssKiB, after.rssKiB)
	return err
}

// drip returns how long the connection lived from the first byte of what drips. ready is called once the
// connection stands.
func drip(address, stage string, limit time.Duration, ready func()) (time.Duration, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		ready()
		return 0, err
	}
	defer conn.Close()
	text := []byte("POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n")
	stream := conn
	switch stage {
	case "handshake":
		text = append([]byte{22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3}, make([]byte, 400)...)
	default:
		secure := tls.Client(conn, tlsConfig())
		if err := secure.Handshake(); err != nil {
			ready()
			return 0, err
		}
		stream = secure
	}
	ready()
	started := time.Now()
	if stage == "body" {
		if _, err := stream.Write(append(text, "Content-Length: 4000\r\n\r\n"...)); err != nil {
			return 0, err
		}
		text = make([]byte, 4000)
	}
	cut := make(chan error, 1)
	go func() {
		_ = stream.SetReadDeadline(started.Add(limit))
		_, err := io.Copy(io.Discard, stream)
		cut <- err
	}()
	for i := 0; ; i++ {
		_, _ = stream.Write(text[i%len(text) : i%len(text)+1]) // an error shows in the reader
		select {
		case err := <-cut:
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				return 0, fmt.Errorf("still open after %s", limit)
			}
			return time.Since(started), nil
		case <-time.After(time.Second):
		}
	}
}

// idleCommand holds idle connections, then half handshakes, and asks on a new connection meanwhile. All of it
// twice: what the first round leaves in the allocator the second must not add to.
func idleCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("n", 10000, "connections of each kind")
	limit := flags.Duration("limit", 100*time.Millisecond, "what a new connection with its request may take")
	grow := flags.Int("rss-kib", 4096, "by how much the second round may leave more memory than the first")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	before, err := server.usage()
	if err != nil {
		return err
	}
	var left [2]usage
	for round := range left {
		if err := idleRound(server, *n, *limit); err != nil {
			return err
		}
		if left[round], err = server.settled(before, 20*time.Second); err != nil {
			return err
		}
		fmt.Printf("round %d, afterwards: RSS %d KiB (%d before), descriptors %d\n", round+1, left[round].rssKiB,
			before.rssKiB, left[round].descriptors)
	}
	if left[1].rssKiB > left[0].rssKiB+*grow {
		return fmt.Errorf("the second round left %d KiB more than the first", left[1].rssKiB-left[0].rssKiB)
	}
	return server.quick("afterwards", *limit)
}

func idleRound(server target, n int, limit time.Duration) error {
	idle, err := hold(n, func() (net.Conn, error) {
		conn, err := tls.Dial("tcp", server.address(), tlsConfig())
		if err != nil {
			return nil, err
		}
		return conn, nil
	})
	defer closeAll(idle)
	if err != nil {
		return fmt.Errorf("idle connections: %w", err)
	}
	if err := server.quick(fmt.Sprintf("beside %d idle ones", n), limit); err != nil {
		return err
	}
	full, err := server.usage()
	if err != nil {
		return err
	}
	fmt.Printf("  RSS %d KiB, descriptors %d\n", full.rssKiB, full.descriptors)
	// A ClientHello whose second half never comes.
	half, err := hold(n, func() (net.Conn, error) {
		conn, err := net.Dial("tcp", server.address())
		if err != nil {
			return nil, err
		}
		// The server may have made room for others by the time that this is sent.
		_, _ = conn.Write(append([]byte{22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3}, make([]byte, 200)...))
		// What the server cuts is closed here too: the client's descriptors have an end as well.
		go func() {
			_, _ = io.Copy(io.Discard, conn)
			_ = conn.Close()
		}()
		return conn, nil
	})
	defer closeAll(half)
	if err != nil {
		return fmt.Errorf("half handshakes: %w", err)
	}
	if err := server.quick(fmt.Sprintf("beside %d half handshakes as well", n), limit); err != nil {
		return err
	}
	if full, err = server.usage(); err != nil {
		return err
	}
	fmt.Printf("  RSS %d KiB, descriptors %d\n", full.rssKiB, full.descriptors)
	return nil
}

func closeAll(conns []net.Conn) {
	for _, conn := range conns {
		_ = conn.Close()
	}
}

// quick asks ten times, each on a new connection, and judges the median of them: the machine may be busy.
func (t target) quick(when string, limit time.Duration) error {
	var times []time.Duration
	for range 10 {
		took, err := t.newConnection("new")
		if err != nil {
			return fmt.Errorf("a new connection %s: %w", when, err)
		}
		times = append(times, took)
	}
	slices.Sort(times)
	fmt.Printf("a new connection %s: median %.1f ms, slowest %.1f ms\n", when, float64(times[5])/1e6, float64(times[9])/1e6)
	if times[5] > limit {
		return fmt.Errorf("a new connection %s takes %s, at most %s was wanted", when, times[5], limit)
	}
	return nil
}

// hold opens n connections, a few at once.
func hold(n int, open func() (net.Conn, error)) ([]net.Conn, error) {
	var mutex sync.Mutex
	var held []net.Conn
	var failed error
	var wg sync.WaitGroup
	gate := make(chan struct{}, 32)
	for range n {
		gate <- struct{}{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			conn, err := open()
			<-gate
			mutex.Lock()
			defer mutex.Unlock()
			if err != nil {
				failed = err
				return
			}
			held = append(held, conn)
		}()
	}
	wg.Wait()
	return held, failed
}
