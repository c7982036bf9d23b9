// SPDX-License-Identifier: Apache-2.0

// One program that is etcd, kube-apiserver or kubectl, by the name it is called by or by its first
// argument. The end-to-end tests run the real API server with it, from published modules alone. It
// must not know fleetgate.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	kubectl "k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
)

const usage = `usage: control-plane etcd --data-dir DIR --client-url URL --peer-url URL
       control-plane kube-apiserver [flags of kube-apiserver]
       control-plane kubectl [arguments of kubectl]
       control-plane ports N                 prints N free ports of 127.0.0.1
`

func main() {
	name := filepath.Base(os.Args[0])
	switch name {
	case "etcd", "kube-apiserver", "kubectl":
	default:
		if len(os.Args) < 2 {
			fmt.Fprint(os.Stderr, usage)
			os.Exit(2)
		}
		name, os.Args = os.Args[1], os.Args[1:]
	}
	switch name {
	case "etcd":
		exitOn(etcd(os.Args[1:]))
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kubectl":
		if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
			util.CheckErr(err)
		}
	case "ports":
		exitOn(ports(os.Args[1:]))
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// etcd serves one member that nobody else joins until SIGTERM. It does not sync to disk: its data
// live no longer than the test.
func etcd(arguments []string) error {
	flags := flag.NewFlagSet("etcd", flag.ExitOnError)
	dir := flags.String("data-dir", "", "folder of the data")
	client := flags.String("client-url", "", "where clients are served")
	peer := flags.String("peer-url", "", "where members are served")
	_ = flags.Parse(arguments)
	clientURL, err := url.Parse(*client)
	if err != nil {
		return err
	}
	peerURL, err := url.Parse(*peer)
	if err != nil {
		return err
	}
	config := embed.NewConfig()
	config.Dir = *dir
	config.UnsafeNoFsync = true
	config.LogLevel = "warn"
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*clientURL}, []url.URL{*clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peerURL}, []url.URL{*peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	member, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	defer member.Close()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-stop:
		return nil
	case err = <-member.Err():
		return err
	}
}

// ports listens on N ports at once, so that they differ, and prints them.
func ports(arguments []string) error {
	n := 0
	if len(arguments) != 1 {
		return errors.New("ports wants a number")
	}
	if _, err := fmt.Sscanf(arguments[0], "%d", &n); err != nil || n < 1 || n > 100 {
		return errors.New("ports wants a number from 1 to 100")
	}
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer listener.Close()
		fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	}
	return nil
}
