// SPDX-License-Identifier: Apache-2.0

// Clients that put a running `fleetgate serve` under load, and Go's own server for the framing cases.
// Standard library only, so that they build without the API server's modules. Each prints what it
// measured and exits 1 when a bound does not hold.
package main

import (
	"flag"
	"fmt"
	"os"
)

var commands = []struct {
	name, what string
	run        func(flags *flag.FlagSet, arguments []string) error
}{
	{"framing", "asks Go's net/http the framing cases and writes its answers beside ours", framingCommand},
	{"drip", "connections that drip a byte a second are cut at the deadline; good clients see no error", dripCommand},
	{"idle", "idle connections, then half handshakes; a new connection is served at once", idleCommand},
	{"load", "Go's HTTP client at many connections", loadCommand},
	{"kept", "requests on kept connections; memory and descriptors stay level", keptCommand},
	{"swap", "certificates swapped under load, and once a pair that does not match", swapCommand},
	{"drain", "SIGTERM under load behind a client that stops using the address", drainCommand},
	{"hellos", "mutated ClientHellos", hellosCommand},
	{"bench", "processor time of our server and its peer", benchCommand},
	{"peer", "a webhook written with net/http, to compare with", peerCommand},
}

func main() {
	if len(os.Args) >= 2 {
		for _, command := range commands {
			if command.name != os.Args[1] {
				continue
			}
			if err := command.run(flag.NewFlagSet(command.name, flag.ExitOnError), os.Args[2:]); err != nil {
				fmt.Printf("FAIL %s: %v\n", command.name, err)
				os.Exit(1)
			}
			fmt.Fprintln(os.Stderr, "ok", command.name)
			return
		}
	}
	fmt.Fprintln(os.Stderr, "usage: clients COMMAND [options]   (COMMAND -h has the options)")
	for _, command := range commands {
		fmt.Fprintf(os.Stderr, "  %-8s %s\n", command.name, command.what)
	}
	os.Exit(2)
}
