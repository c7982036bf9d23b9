// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// loadCommand asks from many goroutines through one client that keeps 25 connections, as kube-apiserver
// does: under it connections come and go all the time.
func loadCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("connections", 64, "requests at once")
	runs := flags.Int("runs", 10, "runs, each with a client of its own")
	requests := flags.Int("requests", 5000, "requests a run")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	for run := range *runs {
		if err := loadOnce(server, run, *n, *requests); err != nil {
			return err
		}
	}
	return nil
}

func loadOnce(server target, run, n, requests int) error {
	client := newClient(25)
	client.Transport.(*http.Transport).MaxConnsPerHost = 0
	defer client.CloseIdleConnections()
	var next, bad atomic.Int64
	var first atomic.Value
	var wg sync.WaitGroup
	started := time.Now()
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := next.Add(1); i <= int64(requests); i = next.Add(1) {
				size := 4096
				switch {
				case i%500 == 0:
					size = 3 << 20
				case i%50 == 0:
					size = 256 << 10
				}
				if _, _, err := ask(client, "https://"+server.address()+"/validate?timeout=10s",
					fmt.Sprintf("load-%d-%d", run, i), size); err != nil {
					bad.Add(1)
					first.CompareAndSwap(nil, err.Error())
				}
			}
		}()
	}
	wg.Wait()
	took := time.Since(started)
	fmt.Printf("run %d: %d requests, %d bad, %.0f a second\n", run+1, requests, bad.Load(),
		float64(requests)/took.Seconds())
	if bad.Load() > 0 {
		return fmt.Errorf("%d bad requests, first: %v", bad.Load(), first.Load())
	}
	return nil
}

// keptCommand asks many times on a few kept connections and compares what the server holds after a tenth
// of the requests with what it holds at the end.
func keptCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	n := flags.Int("connections", 4, "connections")
	requests := flags.Int("requests", 1000000, "requests in all")
	grow := flags.Int("rss-kib", 1024, "by how much resident memory may grow after the first tenth")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	tenth := *requests / *n / 10
	arrived, release, end := make(chan struct{}), make(chan struct{}), make(chan struct{})
	defer close(end)
	errs := make(chan error, *n)
	for i := range *n {
		go func() {
			pauses := []chan struct{}{release, end}
			err := keep(server, i, *requests / *n, tenth, func() {
				arrived <- struct{}{}
				<-pauses[0]
				pauses = pauses[1:]
			})
			if err != nil {
				errs <- err
			}
		}()
	}
	allArrive := func() error {
		for range *n {
			select {
			case <-arrived:
			case err := <-errs:
				return err
			}
		}
		return nil
	}
	started := time.Now()
	if err := allArrive(); err != nil {
		return err
	}
	before, err := server.usage()
	if err != nil {
		return err
	}
	close(release)
	// Each connection stays open until all are at their end, so that descriptors compare.
	if err := allArrive(); err != nil {
		return err
	}
	after, err := server.usage()
	if err != nil {
		return err
	}
	fmt.Printf("%d requests on %d connections in %.0f s: RSS %d KiB after a tenth, %d at the end; descriptors %d, %d\n",
		*requests, *n, time.Since(started).Seconds(), before.rssKiB, after.rssKiB, before.descriptors, after.descriptors)
	if after.descriptors != before.descriptors {
		return fmt.Errorf("descriptors are not level")
	}
	if after.rssKiB > before.rssKiB+*grow {
		return fmt.Errorf("memory is not level")
	}
	return nil
}

// keep asks n times on one connection and calls pause after a tenth and at the end.
func keep(server target, id, n, tenth int, pause func()) error {
	conn, err := tls.Dial("tcp", server.address(), tlsConfig())
	if err != nil {
		return err
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for i := 1; i <= n; i++ {
		uid := fmt.Sprintf("kept-%d-%d", id, i)
		body := review(uid, 1024)
		request := fmt.Appendf(nil, "POST /validate?timeout=10s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", len(body))
		if _, err := conn.Write(append(request, body...)); err != nil {
			return err
		}
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			return fmt.Errorf("request %d: %w", i, err)
		}
		answer, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != 200 || !containsUID(answer, uid) {
			return fmt.Errorf("request %d: %s %.100s (%v)", i, response.Status, answer, err)
		}
		if i == tenth || i == n {
			pause()
		}
	}
	return nil
}
