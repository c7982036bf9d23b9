// SPDX-License-Identifier: Apache-2.0

// go-templates writes the values documents of the template benchmarks and
// measures what Go's text/template with Sprig needs for them, in CPU time of
// this process (user and system, the garbage collector's threads included).
//
// Usage: go-templates -out DIR [-seed N] [-cpu-ms N] [-rounds N] [-only SIZE]
//
// It writes DIR/SIZE.tmpl (the document), DIR/SIZE.out (what Go renders) and
// DIR/context.json (the data of one cluster) for the sizes small, medium and
// large, so that another engine can be timed on the same files in the same
// run. With -cpu-ms 0 it only writes. Standard output has lines "key value":
//
//	go.version 1.26.8
//	medium.bytes, medium.keys, medium.templates, medium.out_bytes
//	medium.parse_ns       New, Delims, Option, Funcs and Parse, as Fleet does per document
//	medium.parse_text_ns  the parse package alone, its functions made ready before
//	medium.execute_ns     Execute into a buffer that is kept
//	medium.unmarshal_ns   sigs.k8s.io/yaml Unmarshal of what was rendered
//
// Each time is the median over -rounds rounds of at least -cpu-ms / rounds.
//
// Example: go-templates -out /tmp/docs -cpu-ms 1000
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/template"
	"text/template/parse"
	"time"

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/yaml"
)

const (
	leftDelim, rightDelim = "${", "}"
	templateName          = "values"
)

func main() {
	out := flag.String("out", "", "folder to write the documents to (required)")
	seed := flag.Uint64("seed", 20260822, "seed of the documents")
	cpu := flag.Int("cpu-ms", 1000, "CPU time to spend on each figure; 0: only write the documents")
	rounds := flag.Int("rounds", 5, "rounds of which the median is taken")
	only := flag.String("only", "", "one size: small, medium or large")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, *seed, time.Duration(*cpu)*time.Millisecond, *rounds, *only); err != nil {
		fmt.Fprintln(os.Stderr, "go-templates:", err)
		os.Exit(1)
	}
}

func run(dir string, seed uint64, cpu time.Duration, rounds int, only string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	text, err := json.MarshalIndent(clusterContext(), "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "context.json"), append(text, '\n'), 0o644); err != nil {
		return err
	}
	// The numbers shall be float64, as Fleet's cluster values are.
	var data map[string]any
	if err := json.Unmarshal(text, &data); err != nil {
		return err
	}
	fmt.Printf("go.version %s\n", strings.TrimPrefix(runtime.Version(), "go"))
	for _, size := range sizes {
		if only != "" && only != size.name {
			continue
		}
		if err := one(dir, size, seed, data, cpu, rounds); err != nil {
			return fmt.Errorf("%s: %w", size.name, err)
		}
	}
	return nil
}

func one(dir string, size docSize, seed uint64, data map[string]any, cpu time.Duration, rounds int) error {
	doc, err := yaml.Marshal(document(size, seed))
	if err != nil {
		return err
	}
	funcs := fleetFuncs()
	t, err := parsed(string(doc), funcs)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return err
	}
	rendered := bytes.Clone(b.Bytes())
	var values map[string]any
	if err := yaml.Unmarshal(rendered, &values); err != nil {
		return fmt.Errorf("the rendered document: %w", err)
	}
	for suffix, text := range map[string][]byte{".tmpl": doc, ".out": rendered} {
		if err := os.WriteFile(filepath.Join(dir, size.name+suffix), text, 0o644); err != nil {
			return err
		}
	}
	put := func(key string, v any) { fmt.Printf("%s.%s %v\n", size.name, key, v) }
	put("bytes", len(doc))
	put("keys", size.keys)
	put("templates", size.templates)
	put("out_bytes", len(rendered))
	if cpu == 0 {
		return nil
	}
	text := string(doc)
	builtins := map[string]any{}
	for _, name := range []string{"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", "index", "print", "printf", "println"} {
		builtins[name] = true
	}
	put("parse_ns", measure(cpu, rounds, func() { must(parsed(text, funcs)) }))
	put("parse_text_ns", measure(cpu, rounds, func() {
		must(parse.New(templateName).Parse(text, leftDelim, rightDelim, map[string]*parse.Tree{}, builtins, funcs))
	}))
	put("execute_ns", measure(cpu, rounds, func() {
		b.Reset()
		must(0, t.Execute(&b, data))
	}))
	put("unmarshal_ns", measure(cpu, rounds, func() {
		var v map[string]any
		must(0, yaml.Unmarshal(rendered, &v))
	}))
	return nil
}

// must is for what has worked on the same input before.
func must(_ any, err error) {
	if err != nil {
		panic(err)
	}
}

func fleetFuncs() template.FuncMap {
	m := sprig.TxtFuncMap()
	for _, name := range []string{"env", "expandenv", "getHostByName"} {
		delete(m, name)
	}
	return m
}

func parsed(text string, funcs template.FuncMap) (*template.Template, error) {
	return template.New(templateName).Delims(leftDelim, rightDelim).Option("missingkey=error").Funcs(funcs).Parse(text)
}

// cpuTime is the CPU time of this process so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	must(0, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure gives the CPU time of one call in nanoseconds: the median of rounds.
func measure(cpu time.Duration, rounds int, f func()) int64 {
	// how many calls make a round
	calls := 1
	for {
		start := cpuTime()
		for i := 0; i < calls; i++ {
			f()
		}
		if spent := cpuTime() - start; spent >= cpu/time.Duration(rounds)/2 && spent >= 10*time.Millisecond {
			break
		}
		calls *= 2
	}
	per := make([]int64, 0, rounds)
	for r := 0; r < rounds; r++ {
		runtime.GC()
		start := cpuTime()
		for i := 0; i < calls; i++ {
			f()
		}
		per = append(per, int64(cpuTime()-start)/int64(calls))
	}
	slices.Sort(per)
	return per[len(per)/2]
}
