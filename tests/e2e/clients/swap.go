// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// swapCommand changes the server's certificate as kubelet does, by renaming the link ..data, while clients
// ask on kept and on new connections. Each swap is over when a new connection shows the new certificate.
func swapCommand(flags *flag.FlagSet, arguments []string) error {
	server := targetFlags(flags)
	dir := flags.String("dir", "", "folder whose tls.crt and tls.key are links into ..data")
	n := flags.Int("n", 1000, "swaps")
	prepare := flags.Bool("prepare", false, "only make the folder, before the server starts")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	folder := certificateFolder{dir: *dir}
	if *prepare {
		return folder.prepare()
	}
	clients := startGoodClients(8, "https://"+server.address()+"/validate", time.Millisecond)
	churn := startGoodClientsOnNewConnections(2, server)
	started := time.Now()
	for i := range *n {
		serial := int64(1000 + i)
		if err := folder.swap(serial, false); err != nil {
			return err
		}
		if err := server.waitForSerial(serial); err != nil {
			return fmt.Errorf("swap %d: %w", i+1, err)
		}
	}
	took := time.Since(started)
	errorsBefore, err := server.metric("certwatcher_read_certificate_errors_total")
	if err != nil {
		return err
	}
	if err := folder.swap(9999999, true); err != nil {
		return err
	}
	for started := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		now, err := server.metric("certwatcher_read_certificate_errors_total")
		if err != nil {
			return err
		}
		if now > errorsBefore {
			break
		}
		if time.Since(started) > 90*time.Second {
			return fmt.Errorf("a pair that does not match was not noticed in 90 s")
		}
	}
	if err := server.waitForSerial(int64(1000 + *n - 1)); err != nil {
		return fmt.Errorf("after a pair that does not match: %w", err)
	}
	fmt.Printf("%d swaps, %.0f ms each; a pair that does not match was refused and the one before it stayed\n", *n,
		float64(took.Milliseconds())/float64(*n))
	failure := churn.end()
	if err := clients.end(); err != nil {
		return err
	}
	return failure
}

// startGoodClientsOnNewConnections asks on a new connection each time.
func startGoodClientsOnNewConnections(n int, server target) *goodClients {
	good := &goodClients{stop: make(chan struct{})}
	for range n {
		good.wg.Add(1)
		go func() {
			defer good.wg.Done()
			for {
				select {
				case <-good.stop:
					return
				default:
				}
				took, err := server.newConnection("churn")
				if err != nil {
					good.failed.Add(1)
					good.first.CompareAndSwap(nil, err.Error())
					continue
				}
				good.done.Add(1)
				good.slowest.Store(max(good.slowest.Load(), int64(took)))
			}
		}()
	}
	return good
}

func (t target) waitForSerial(serial int64) error {
	for started := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		conn, err := tls.Dial("tcp", t.address(), tlsConfig())
		if err != nil {
			return err
		}
		served := conn.ConnectionState().PeerCertificates[0].SerialNumber
		_ = conn.Close()
		if served.Cmp(big.NewInt(serial)) == 0 {
			return nil
		}
		if time.Since(started) > 90*time.Second {
			return fmt.Errorf("certificate %d is not served after 90 s, but %s", serial, served)
		}
	}
}

// metric is the sum of a metric's series.
func (t target) metric(name string) (float64, error) {
	response, err := http.Get("http://" + net.JoinHostPort("127.0.0.1", fmt.Sprint(*t.health)) + "/metrics")
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, err
	}
	sum, found := 0.0, false
	for line := range strings.Lines(string(text)) {
		series, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && (series == name || strings.HasPrefix(series, name+"{")) {
			var number float64
			if _, err := fmt.Sscan(value, &number); err != nil {
				return 0, err
			}
			sum, found = sum+number, true
		}
	}
	if !found {
		return 0, fmt.Errorf("there is no metric %s", name)
	}
	return sum, nil
}

// certificateFolder is laid out as a mounted Secret.
type certificateFolder struct{ dir string }

func (f certificateFolder) prepare() error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	for _, name := range []string{"tls.crt", "tls.key"} {
		if err := os.Symlink(filepath.Join("..data", name), filepath.Join(f.dir, name)); err != nil {
			return err
		}
	}
	return f.swap(1, false)
}

func (f certificateFolder) swap(serial int64, mismatch bool) error {
	old, _ := os.Readlink(filepath.Join(f.dir, "..data"))
	name := fmt.Sprintf("..%d", serial)
	fresh := filepath.Join(f.dir, name)
	certificate, key, err := newPair(serial)
	if err != nil {
		return err
	}
	if mismatch {
		if _, key, err = newPair(serial); err != nil {
			return err
		}
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(fresh, "tls.crt"), certificate, 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(fresh, "tls.key"), key, 0o600); err != nil {
		return err
	}
	link := filepath.Join(f.dir, "..data_tmp")
	if err := os.Symlink(name, link); err != nil {
		return err
	}
	if err := os.Rename(link, filepath.Join(f.dir, "..data")); err != nil {
		return err
	}
	if old != "" {
		return os.RemoveAll(filepath.Join(f.dir, old))
	}
	return nil
}

func newPair(serial int64) (certificate, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: "localhost"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(48 * time.Hour),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		return nil, nil, err
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), nil
}
