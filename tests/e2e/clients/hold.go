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
	slack := flags.Duration("slack", time.Second, "how far from that it may be")
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
	if first < *deadline-*slack || last > *deadline+*slack {
		return fmt.Errorf("not within %s of the deadline", *slack)
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

// idleCommand holds idle connections, then half handshakes, and asks on a new connection meanwhile.
func idleCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("n", 10000, "connections of each kind")
	limit := flags.Duration("limit", 100*time.Millisecond, "what a new connection with its request may take")
	keep := flags.Int("rss-kib", 0, "resident memory that may be left afterwards over that before (0: not judged)")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	before, err := server.usage()
	if err != nil {
		return err
	}
	// A first round warms what is allocated once.
	for range 200 {
		if _, err := server.newConnection("warm"); err != nil {
			return err
		}
	}
	if before, err = server.settled(before, 10*time.Second); err != nil {
		return err
	}
	idle, err := hold(*n, func() (net.Conn, error) {
		conn, err := tls.Dial("tcp", server.address(), tlsConfig())
		if err != nil {
			return nil, err
		}
		return conn, nil
	})
	if err != nil {
		return fmt.Errorf("idle connections: %w", err)
	}
	full, err := server.usage()
	if err != nil {
		return err
	}
	fmt.Printf("%d idle connections: RSS %d -> %d KiB, descriptors %d -> %d\n", *n, before.rssKiB, full.rssKiB,
		before.descriptors, full.descriptors)
	if err := server.quick("with idle connections", *limit); err != nil {
		return err
	}
	// A ClientHello whose second half never comes.
	half, err := hold(*n, func() (net.Conn, error) {
		conn, err := net.Dial("tcp", server.address())
		if err != nil {
			return nil, err
		}
		_, err = conn.Write(append([]byte{22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3}, make([]byte, 200)...))
		if err != nil {
			return conn, nil // the server may have made room
		}
		return conn, nil
	})
	if err != nil {
		return fmt.Errorf("half handshakes: %w", err)
	}
	if err := server.quick("with half handshakes as well", *limit); err != nil {
		return err
	}
	full, err = server.usage()
	if err != nil {
		return err
	}
	fmt.Printf("and %d half handshakes: RSS %d KiB, descriptors %d\n", *n, full.rssKiB, full.descriptors)
	for _, conn := range slices.Concat(idle, half) {
		_ = conn.Close()
	}
	after, err := server.settled(before, 20*time.Second)
	if err != nil {
		return err
	}
	fmt.Printf("afterwards: RSS %d KiB, descriptors %d\n", after.rssKiB, after.descriptors)
	if *keep > 0 && after.rssKiB > before.rssKiB+*keep {
		return fmt.Errorf("%d KiB are left, at most %d were wanted", after.rssKiB-before.rssKiB, *keep)
	}
	return server.quick("afterwards", *limit)
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
