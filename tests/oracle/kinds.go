// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"unicode/utf8"
)

// testCase is one line of a vector file. ask forgets what was recorded and
// fills in what the library answers now.
type testCase interface {
	ask() error
}

// kind ties a name to how its cases are made and read.
type kind struct {
	name string
	// fresh returns an empty case to decode a line into.
	fresh func() testCase
	// generate makes the i-th case, without its answer; nil for kinds with a
	// command of their own.
	generate func(r *rand.Rand, i int, id string) testCase
	// stable says whether the case may be recorded once it is answered.
	stable func(c testCase) bool
}

func kinds() []kind {
	return []kind{
		{name: "templates", fresh: func() testCase { return &tmplCase{} }},
		{name: "regex", fresh: func() testCase { return &regexCase{} }, generate: genRegex},
		{name: "json", fresh: func() testCase { return &jsonCase{} }, generate: genJSON},
		{name: "yaml", fresh: func() testCase { return &yamlCase{} }, generate: genYAML, stable: yamlStable},
		{name: "yaml-emit", fresh: func() testCase { return &emitCase{} }, generate: genEmit, stable: emitStable},
		{name: "numbers", fresh: func() testCase { return &numberCase{} }, generate: genNumber},
		{name: "crd-check", fresh: func() testCase { return &crdCase{} }, generate: genCRD, stable: crdStable},
		{name: "selectors", fresh: func() testCase { return &selectorCase{} }, generate: genSelector, stable: selectorStable},
	}
}

func kindNamed(name string) (kind, bool) {
	for _, k := range kinds() {
		if k.name == name {
			return k, true
		}
	}
	return kind{}, false
}

// text is a string that may hold bytes which are not UTF-8. set says whether
// the field is there at all.
type text struct {
	set bool
	s   string
}

func textOf(s string) text { return text{true, s} }

// split gives the two JSON fields of a text: plain, or base64 where the bytes
// are not UTF-8.
func (t text) split() (plain, b64 *string) {
	if !t.set {
		return nil, nil
	}
	if utf8.ValidString(t.s) {
		return &t.s, nil
	}
	e := base64.StdEncoding.EncodeToString([]byte(t.s))
	return nil, &e
}

func joinText(plain, b64 *string) (text, error) {
	switch {
	case plain != nil:
		return textOf(*plain), nil
	case b64 != nil:
		raw, err := base64.StdEncoding.DecodeString(*b64)
		return textOf(string(raw)), err
	}
	return text{}, nil
}

// lineWriter writes one compact JSON object a line, without HTML escapes.
type lineWriter struct {
	file *os.File
	buf  *bufio.Writer
	enc  *json.Encoder
}

func openLines(path string) (*lineWriter, error) {
	w := &lineWriter{file: os.Stdout}
	if path != "" && path != "-" {
		f, err := os.Create(path)
		if err != nil {
			return nil, err
		}
		w.file = f
	}
	w.buf = bufio.NewWriterSize(w.file, 1<<20)
	w.enc = json.NewEncoder(w.buf)
	w.enc.SetEscapeHTML(false)
	return w, nil
}

func (w *lineWriter) put(v any) error { return w.enc.Encode(v) }

func (w *lineWriter) close() error {
	if err := w.buf.Flush(); err != nil {
		return err
	}
	if w.file == os.Stdout {
		return nil
	}
	return w.file.Close()
}

// eachLine calls f with every non-empty line of a file, or of stdin for "-".
func eachLine(path string, f func(line []byte) error) error {
	in := os.Stdin
	if path != "-" {
		var err error
		if in, err = os.Open(path); err != nil {
			return err
		}
		defer in.Close()
	}
	r := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		line, rerr := r.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := f(line); err != nil {
				return fmt.Errorf("%s:%d: %w", path, n, err)
			}
		}
		if rerr == io.EOF {
			return nil
		}
		if rerr != nil {
			return rerr
		}
	}
}

// newRand gives the generator of case i: cases do not depend on each other, so
// a case can be made again alone.
func newRand(seed uint64, i int) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(i)+0x9e3779b97f4a7c15))
}

// generatorOf is the command that makes -n cases of a kind.
func generatorOf(name string) func(fs *flag.FlagSet, args []string) error {
	return func(fs *flag.FlagSet, args []string) error {
		n := fs.Int("n", 1000, "how many cases")
		seed := fs.Uint64("seed", 1, "seed of the generator")
		out := fs.String("o", "", "file to write (default: standard output)")
		fs.Parse(args)
		k, _ := kindNamed(name)
		w, err := openLines(*out)
		if err != nil {
			return err
		}
		dropped := 0
		for i := 0; i < *n; i++ {
			id := fmt.Sprintf("%s-%d-%06d", name, *seed, i)
			c := k.generate(newRand(*seed, i), i, id)
			if err := c.ask(); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			if k.stable != nil && !k.stable(c) {
				dropped++
				continue
			}
			if err := w.put(c); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		if dropped > 0 {
			fmt.Fprintf(os.Stderr, "oracle: %d of %d cases left out: their answer is not stable\n", dropped, *n)
		}
		return w.close()
	}
}

// kindOfLine finds out what a line is by the fields that only one kind has.
func kindOfLine(line []byte) (string, error) {
	var f map[string]json.RawMessage
	if err := json.Unmarshal(line, &f); err != nil {
		return "", err
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if _, ok := f[n]; ok {
				return true
			}
		}
		return false
	}
	switch {
	case has("template"):
		return "templates", nil
	case has("pattern", "pattern_b64"):
		return "regex", nil
	case has("rule"):
		return "selectors", nil
	case has("op"):
		return "numbers", nil
	case has("value"):
		return "yaml-emit", nil
	}
	return "", errors.New("cannot tell the kind of this line: give -kind")
}

func readCase(line []byte, name string) (testCase, error) {
	if name == "" {
		var err error
		if name, err = kindOfLine(line); err != nil {
			return nil, err
		}
	}
	k, ok := kindNamed(name)
	if !ok {
		return nil, fmt.Errorf("no kind %q", name)
	}
	c := k.fresh()
	return c, json.Unmarshal(line, c)
}

func runEval(fs *flag.FlagSet, args []string) error {
	name := fs.String("kind", "", "kind of the cases (default: told by their fields)")
	out := fs.String("o", "", "file to write (default: standard output)")
	fs.Parse(args)
	if fs.NArg() != 1 {
		return errors.New("eval wants one FILE or -")
	}
	w, err := openLines(*out)
	if err != nil {
		return err
	}
	err = eachLine(fs.Arg(0), func(line []byte) error {
		c, err := readCase(line, *name)
		if err != nil {
			return err
		}
		if err := c.ask(); err != nil {
			return err
		}
		return w.put(c)
	})
	return errors.Join(err, w.close())
}

// kindOfFile takes the kind from a name such as vectors/yaml-emit.jsonl.
func kindOfFile(path string) string {
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	if _, ok := kindNamed(base); ok {
		return base
	}
	return ""
}

func runCheck(fs *flag.FlagSet, args []string) error {
	name := fs.String("kind", "", "kind of the cases (default: told by the file's name or their fields)")
	quiet := fs.Bool("q", false, "print only the totals")
	fs.Parse(args)
	if fs.NArg() == 0 {
		return errors.New("check wants at least one FILE")
	}
	same, other, skipped := 0, 0, 0
	for _, path := range fs.Args() {
		k := *name
		if k == "" {
			k = kindOfFile(path)
		}
		err := eachLine(path, func(line []byte) error {
			c, err := readCase(line, k)
			if sk := (*skipError)(nil); errors.As(err, &sk) {
				skipped++
				return nil
			}
			if err != nil {
				return err
			}
			was, err := plainValue(line)
			if err != nil {
				return err
			}
			if err := c.ask(); err != nil {
				return err
			}
			now, err := json.Marshal(c)
			if err != nil {
				return err
			}
			is, err := plainValue(now)
			if err != nil {
				return err
			}
			if diff := differing(was, is); len(diff) > 0 {
				other++
				if !*quiet {
					fmt.Printf("%s: %v differs\n", path, was["id"])
					for _, f := range diff {
						fmt.Printf("  recorded %s: %s\n  answered %s: %s\n", f, brief(was[f]), f, brief(is[f]))
					}
				}
				return nil
			}
			same++
			return nil
		})
		if err != nil {
			return err
		}
	}
	fmt.Printf("%d same, %d differ, %d not asked here\n", same, other, skipped)
	if other > 0 {
		return fmt.Errorf("%d answers differ", other)
	}
	return nil
}

// skipError marks a line that is not for us, such as another rule in
// rules.jsonl.
type skipError struct{ what string }

func (e *skipError) Error() string { return "not asked here: " + e.what }

func plainValue(line []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var v map[string]any
	return v, d.Decode(&v)
}

// answerFields are the fields that ask fills in, for every kind.
var answerFields = []string{"out", "out_b64", "err", "err_b64", "match", "all", "groups", "valid", "offset",
	"out_nohtml", "out_nohtml_b64", "json", "yaml", "yaml_b64", "yaml_err", "yaml_err_b64", "expect"}

func differing(was, is map[string]any) []string {
	var names []string
	for _, f := range answerFields {
		if !reflect.DeepEqual(was[f], is[f]) {
			names = append(names, f)
		}
	}
	return names
}

func brief(v any) string {
	s := fmt.Sprintf("%#v", v)
	if len(s) > 300 {
		return fmt.Sprintf("%s... (%d bytes)", s[:300], len(s))
	}
	return s
}

func runVersions(fs *flag.FlagSet, args []string) error {
	fs.Parse(args)
	fmt.Printf("go %s\n", strings.TrimPrefix(runtime.Version(), "go"))
	bi, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("no build information")
	}
	for _, m := range bi.Deps {
		for _, want := range []string{"Masterminds", "sigs.k8s.io/yaml", "go.yaml.in", "helm.sh", "k8s.io/apimachinery", "k8s.io/apiextensions-apiserver",
			"spf13/cast", "mergo", "shopspring", "BurntSushi", "huandu", "gobwas"} {
			if strings.Contains(m.Path, want) {
				fmt.Printf("%s %s\n", m.Path, m.Version)
			}
		}
	}
	return nil
}
