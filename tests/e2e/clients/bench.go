// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// benchCommand asks our server and its peer by turns and prints the processor time, in µs, that each of
// them took for a request (wall time on a shared machine says little): a line "what theirs ours" a turn.
func benchCommand(flags *flag.FlagSet, arguments []string) error {
	ours, peer := target{}, target{}
	ours.port, ours.pid = flags.Int("port", 0, "our TLS port"), flags.Int("pid", 0, "our process")
	peer.port, peer.pid = flags.Int("peer-port", 0, "the peer's TLS port"), flags.Int("peer-pid", 0, "the peer's process")
	runs := flags.Int("runs", 7, "turns")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	for _, one := range []struct {
		name                        string
		requests, connections, size int
		fresh                       bool
	}{
		{"handshake+4KiB", 300, 4, 4 << 10, true},
		{"4KiB.8-at-once", 4000, 8, 4 << 10, false},
		{"4KiB.64-at-once", 4000, 64, 4 << 10, false},
		{"256KiB.8-at-once", 300, 8, 256 << 10, false},
		{"3MiB.2-at-once", 30, 2, 3 << 20, false},
	} {
		for range *runs {
			theirs, err := peer.cost(one.requests, one.connections, one.size, one.fresh)
			if err != nil {
				return fmt.Errorf("%s: the peer: %w", one.name, err)
			}
			mine, err := ours.cost(one.requests, one.connections, one.size, one.fresh)
			if err != nil {
				return fmt.Errorf("%s: ours: %w", one.name, err)
			}
			fmt.Printf("%s %.1f %.1f\n", one.name, theirs, mine)
		}
	}
	return nil
}

// cost is the server's processor time for one request, in µs.
func (t target) cost(requests, connections, size int, fresh bool) (float64, error) {
	client := newClient(connections)
	client.Transport.(*http.Transport).DisableKeepAlives = fresh
	defer client.CloseIdleConnections()
	before, err := t.cpu()
	if err != nil {
		return 0, err
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make(chan error, connections)
	for range connections {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := next.Add(1); i <= int64(requests); i = next.Add(1) {
				if _, _, err := ask(client, "https://"+t.address()+"/validate", fmt.Sprintf("bench-%d", i), size); err != nil {
					errs <- err
					return
				}
			}
		}()
	}
	wg.Wait()
	select {
	case err := <-errs:
		return 0, err
	default:
	}
	time.Sleep(20 * time.Millisecond) // what is done after the last answer counts too
	after, err := t.cpu()
	return (after - before) / float64(requests), err
}

// cpu is the processor time of all threads so far, in µs, from the scheduler's own account.
func (t target) cpu() (float64, error) {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", *t.pid))
	if err != nil {
		return 0, err
	}
	if len(tasks) == 0 {
		return 0, errors.New("the process has no threads")
	}
	sum := 0.0
	for _, task := range tasks {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", *t.pid, task.Name()))
		if err != nil {
			continue // a thread that has just ended
		}
		var ns float64
		if _, err := fmt.Sscan(strings.TrimSpace(string(text)), &ns); err != nil {
			return 0, err
		}
		sum += ns / 1000
	}
	return sum, nil
}
