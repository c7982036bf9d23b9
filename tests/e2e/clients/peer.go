// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// peerCommand is a webhook written with Go's net/http, served over TLS until it is killed: what our server
// is compared with.
func peerCommand(flags *flag.FlagSet, arguments []string) error {
	port := flags.Int("port", 0, "port on 127.0.0.1; 0: the system chooses")
	certificate := flags.String("tls-cert", "", "PEM file")
	key := flags.String("tls-key", "", "PEM file")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(*certificate, *key)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		return err
	}
	fmt.Printf("{\"msg\":\"serving\",\"port\":%d}\n", listener.Addr().(*net.TCPAddr).Port)
	server := &http.Server{
		Handler:           reviewHandler(),
		MaxHeaderBytes:    64 << 10,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       35 * time.Second,
		IdleTimeout:       150 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
		TLSConfig: &tls.Config{
			Certificates: []tls.Certificate{pair},
			NextProtos:   []string{"http/1.1"},
			MinVersion:   tls.VersionTLS12,
		},
	}
	return server.ServeTLS(listener, "", "")
}
