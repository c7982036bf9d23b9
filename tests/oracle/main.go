// SPDX-License-Identifier: Apache-2.0

// oracle asks the Go libraries that Fleet and Helm are built with for expected
// values. It generates cases, fills in what the libraries answer and checks
// recorded answers again. It knows nothing of our own engine: the C test
// program `vectors KIND FILE` replays what this program writes.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/debug"
	"time"
)

// command is one row of the table below. about is one line; example is shown
// by --help.
type command struct {
	name    string
	about   string
	example string
	run     func(fs *flag.FlagSet, args []string) error
}

func commands() []command {
	return []command{
		{"templates", "text/template cases with Sprig, Fleet's or Helm's functions", "oracle templates -n 5000 -seed 7 -funcs fleet -o /tmp/t.jsonl", runTemplates},
		{"regex", "pattern and text pairs with Go's matches", "oracle regex -n 1000 -seed 1 -o /tmp/r.jsonl", generatorOf("regex")},
		{"json", "JSON texts with what encoding/json makes of them", "oracle json -n 400 -seed 1 -o /tmp/j.jsonl", generatorOf("json")},
		{"yaml", "YAML documents with what sigs.k8s.io/yaml makes of them", "oracle yaml -n 400 -seed 1 -o /tmp/y.jsonl", generatorOf("yaml")},
		{"yaml-emit", "JSON values with the YAML that sigs.k8s.io/yaml prints", "oracle yaml-emit -n 400 -seed 1 -o /tmp/e.jsonl", generatorOf("yaml-emit")},
		{"numbers", "floats, integers and quoted strings as strconv has them", "oracle numbers -n 500 -seed 1 -o /tmp/n.jsonl", generatorOf("numbers")},
		{"selectors", "label selectors with labels, rule label-selector", "oracle selectors -n 200 -seed 1 -o /tmp/s.jsonl", generatorOf("selectors")},
		{"crd-check", "CRDs with what the API server says when they are created", "oracle crd-check -n 600 -seed 1 -o /tmp/c.jsonl", generatorOf("crd-check")},
		{"eval", "fills the answers into cases read from a file or - ", "echo '{\"id\":\"q\",\"funcs\":\"fleet\",\"template\":\"${ add 1 2 }\"}' | oracle eval -", runEval},
		{"check", "asks again and reports every answer that differs", "oracle check tests/vectors/regex.jsonl", runCheck},
		{"accepted", "holds differences (vectors --differences) to the list of accepted ones", "oracle accepted -kind templates -cases /tmp/t.jsonl -list tests/oracle/accepted.json /tmp/differences", runAccepted},
		{"versions", "the programs and versions that answer", "oracle versions", runVersions},
	}
}

func main() {
	// The recorded answers are in UTC, and library logs are not answers.
	time.Local = time.UTC
	debug.SetGCPercent(400)
	log.SetOutput(io.Discard)
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))

	if len(os.Args) < 2 || os.Args[1] == "--help" || os.Args[1] == "-h" {
		usage()
	}
	for _, c := range commands() {
		if c.name != os.Args[1] {
			continue
		}
		fs := flag.NewFlagSet(c.name, flag.ExitOnError)
		fs.Usage = func() {
			fmt.Fprintf(os.Stderr, "oracle %s: %s\n\noptions:\n", c.name, c.about)
			fs.PrintDefaults()
			fmt.Fprintf(os.Stderr, "\nexample:\n  %s\n", c.example)
		}
		if err := c.run(fs, os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "oracle:", err)
			os.Exit(1)
		}
		return
	}
	fmt.Fprintf(os.Stderr, "oracle: no command %q\n", os.Args[1])
	usage()
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: oracle COMMAND [options]   (oracle COMMAND --help has an example)")
	for _, c := range commands() {
		fmt.Fprintf(os.Stderr, "  %-10s %s\n", c.name, c.about)
	}
	os.Exit(2)
}
