// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// target is the server under test.
type target struct {
	port   *int
	health *int
	pid    *int
}

func targetFlags(flags *flag.FlagSet) target {
	return target{
		port:   flags.Int("port", 0, "TLS port on 127.0.0.1"),
		health: flags.Int("health", 0, "health port on 127.0.0.1"),
		pid:    flags.Int("pid", 0, "process of the server, for memory and descriptors"),
	}
}

func (t target) address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(*t.port)) }

// The certificate signs itself and some clients watch it change: what it says is checked where it
// matters, by serial number.
func tlsConfig() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12}
}

// review is an AdmissionReview of about size bytes about a kind without rules.
func review(uid string, size int) []byte {
	pad := size - 260
	if pad < 0 {
		pad = 0
	}
	return fmt.Appendf(nil, `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":%q,`+
		`"kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},`+
		`"operation":"CREATE","object":{"data":%q}}}`, uid, strings.Repeat("x", pad))
}

// newClient behaves as kube-apiserver's webhook client does: HTTP/1.1, kept connections, 90 s.
func newClient(connections int) *http.Client {
	return &http.Client{
		Timeout: 30 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig:     tlsConfig(),
			MaxIdleConnsPerHost: connections,
			MaxConnsPerHost:     connections,
			IdleConnTimeout:     90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second,
		},
	}
}

// ask posts a review and wants its uid back, allowed. It returns the serial number of the certificate
// that was served and whether the server said that it closes.
func ask(client *http.Client, url, uid string, size int) (serial string, closes bool, err error) {
	response, err := client.Post(url, "application/json", bytes.NewReader(review(uid, size)))
	if err != nil {
		return "", false, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", false, err
	}
	if response.StatusCode != 200 {
		return "", false, fmt.Errorf("status %s: %.100s", response.Status, body)
	}
	var answer struct {
		Response struct {
			UID     string
			Allowed bool
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return "", false, fmt.Errorf("%w: %.100s", err, body)
	}
	if answer.Response.UID != uid || !answer.Response.Allowed {
		return "", false, fmt.Errorf("asked %s, answered %.200s", uid, body)
	}
	serial = response.TLS.PeerCertificates[0].SerialNumber.String()
	return serial, response.Close, nil
}

// goodClients ask one request after another, each on one kept connection, until stop is closed.
type goodClients struct {
	wg      sync.WaitGroup
	stop    chan struct{}
	done    atomic.Int64
	failed  atomic.Int64
	first   atomic.Value
	slowest atomic.Int64
}

func startGoodClients(n int, url string, pause time.Duration) *goodClients {
	good := &goodClients{stop: make(chan struct{})}
	for i := range n {
		good.wg.Add(1)
		go func() {
			defer good.wg.Done()
			client := newClient(1)
			defer client.CloseIdleConnections()
			for round := 0; ; round++ {
				select {
				case <-good.stop:
					return
				case <-time.After(pause):
				}
				started := time.Now()
				if _, _, err := ask(client, url, fmt.Sprintf("good-%d-%d", i, round), 4096); err != nil {
					good.failed.Add(1)
					good.first.CompareAndSwap(nil, err.Error())
					continue
				}
				good.done.Add(1)
				took := int64(time.Since(started))
				for old := good.slowest.Load(); took > old && !good.slowest.CompareAndSwap(old, took); old = good.slowest.Load() {
				}
			}
		}()
	}
	return good
}

func (good *goodClients) end() error {
	close(good.stop)
	good.wg.Wait()
	fmt.Printf("good clients: %d requests, %d failed, slowest %.1f ms\n", good.done.Load(), good.failed.Load(),
		float64(good.slowest.Load())/1e6)
	if good.failed.Load() > 0 || good.done.Load() == 0 {
		return fmt.Errorf("%d of the good clients' requests failed, first: %v", good.failed.Load(), good.first.Load())
	}
	return nil
}

// usage is what a process holds: resident memory and open descriptors.
type usage struct{ rssKiB, descriptors int }

func (t target) usage() (usage, error) {
	var u usage
	if *t.pid == 0 {
		return u, fmt.Errorf("--pid is needed")
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", *t.pid))
	if err != nil {
		return u, err
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmRSS:") {
			_, err = fmt.Sscanf(line, "VmRSS: %d kB", &u.rssKiB)
		}
	}
	if err != nil {
		return u, err
	}
	entries, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", *t.pid))
	u.descriptors = len(entries)
	return u, err
}

// settled waits until the server holds no more descriptors than before, for at most limit.
func (t target) settled(before usage, limit time.Duration) (usage, error) {
	for started := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		now, err := t.usage()
		if err != nil || now.descriptors <= before.descriptors {
			return now, err
		}
		if time.Since(started) > limit {
			return now, fmt.Errorf("%d descriptors are left, %d before", now.descriptors, before.descriptors)
		}
	}
}

// newConnection asks once on a connection of its own and says how long that took.
func (t target) newConnection(uid string) (time.Duration, error) {
	client := newClient(1)
	defer client.CloseIdleConnections()
	started := time.Now()
	_, _, err := ask(client, "https://"+t.address()+"/validate", uid, 4096)
	return time.Since(started), err
}

func containsUID(answer []byte, uid string) bool {
	return bytes.Contains(answer, []byte(`"uid":"`+uid+`"`))
}
