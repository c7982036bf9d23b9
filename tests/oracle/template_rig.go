// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

var delimiters = [][2]string{{"<<", ">>"}, {"[[", "]]"}, {"${", "}"}, {"<%", "%>"}, {"{{{", "}}}"}, {"@", "@"}, {"«", "»"}, {"{%", "%}"}, {"~", "~~"}}

func signaturesOf(funcs string) []signature {
	switch funcs {
	case "go":
		return goFunctions
	case "helm":
		return append(append(append([]signature{}, sprigFunctions...), withoutSlice()...), helmFunctions...)
	}
	return append(append([]signature{}, sprigFunctions...), withoutSlice()...)
}

// withoutSlice is goFunctions without the one that Sprig replaces.
func withoutSlice() []signature {
	var out []signature
	for _, s := range goFunctions {
		if s.name != "slice" {
			out = append(out, s)
		}
	}
	return out
}

// genTemplate makes case i of a set. It returns the case and whether it is
// ill-typed on purpose.
func genTemplate(r *rand.Rand, i int, id, funcs string) (*tmplCase, bool) {
	c := &tmplCase{ID: id, Funcs: funcs}
	if err := c.complete(); err != nil {
		panic(err)
	}
	c.Name = ""
	ill := chance(r, 20)
	c.Area = "rig-well"
	if ill {
		c.Area = "rig-ill"
	}
	data, root := (&dataGen{r}).root()
	raw, err := plainJSON(data)
	if err != nil {
		panic(err)
	}
	c.Data = json.RawMessage(raw)
	if funcs == "go" || funcs == "sprig" {
		if chance(r, 25) {
			d := pick(r, delimiters)
			c.Left, c.Right = &d[0], &d[1]
		}
		m := pick(r, []string{"default", "default", "zero", "error"})
		c.MissingKey = &m
	} else if funcs == "fleet" && chance(r, 6) {
		m := pick(r, []string{"default", "zero"})
		c.MissingKey = &m
	}
	g := &tmplGen{r: r, left: *c.Left, right: *c.Right, set: signaturesOf(funcs), byResult: map[string][]signature{},
		helm: funcs == "helm", sprig: funcs != "go"}
	for _, s := range g.set {
		g.byResult[s.result] = append(g.byResult[s.result], s)
	}
	if g.helm {
		str := &shape{kind: "str"}
		dict := func(f map[string]*shape) *shape { return &shape{kind: "dict", fields: f} }
		root = dict(map[string]*shape{"Values": root, "Release": dict(map[string]*shape{"Name": str, "Namespace": str, "Service": str, "IsInstall": {kind: "bool"}, "Revision": {kind: "int"}}),
			"Chart": dict(map[string]*shape{"Name": str, "Version": str, "AppVersion": str}), "Template": dict(map[string]*shape{"Name": str, "BasePath": str})})
		c.Defs = map[string]string{"_h.tpl": "{{- define \"hh\" -}}H:{{ .Release.Name }}{{- end -}}\n{{ define \"two\" }}{{ .Chart.Name }}-{{ .Chart.Version }}{{ end }}", "extra.yaml": "extra: {{ .Values.name | quote }}\n"}
		c.Files = map[string]string{"a.txt": "line one\nline two\n", "conf/a.yaml": "x: 1\n", "conf/b.json": "{\"k\":\"v\"}"}
	}
	g.scope = scope{dot: root, dollar: root}
	g.root = root
	mode := 0
	if ill {
		mode = 1 + r.IntN(5)
		if mode >= 3 {
			g.wrong = 25
		}
	}
	s := g.set[i%len(g.set)]
	for s.name == "derivePassword" && !chance(r, 10) {
		s = pick(r, g.set)
	}
	c.Template = g.write(s, ill)
	if g.helm && chance(r, 25) {
		c.Template += pick(r, []string{`{{ .Files.Get "a.txt" }}`, `{{ range .Files.Lines "a.txt" }}[{{ . }}]{{ end }}`, `{{ range $p, $_ := .Files.Glob "conf/*" }}{{ $p }};{{ end }}`, `{{ (.Files.Glob "conf/*").AsConfig }}`, `{{ (.Files.Glob "**.txt").AsSecrets }}`, `{{ .Capabilities.KubeVersion.Version }}`, `{{ .Capabilities.APIVersions.Has "apps/v1" }}`, `{{ .Capabilities.KubeVersion.Minor }}`, `{{ .Files.Get "none" | quote }}`, `{{ .Capabilities.HelmVersion.Version }}`, `{{ .Capabilities.KubeVersion.Nope }}`, `{{ .Files.GetBytes "a.txt" | len }}`, `{{ .Template.Name }}`})
	}
	switch mode {
	case 1:
		c.Template = spoil(r, c.Template)
	case 2:
		bad := strings.NewReplacer("%L", *c.Left, "%R", *c.Right).Replace(pick(r, badSnippets))
		if chance(r, 50) {
			c.Template = bad + c.Template
		} else {
			c.Template += bad
		}
	}
	if !g.helm && chance(r, 3) {
		c.Defs = map[string]string{"extra": "E" + *c.Left + "." + *c.Right, "more": *c.Left + "define \"inner\"" + *c.Right + "I" + *c.Left + "end" + *c.Right}
		c.Template += *c.Left + "template \"extra\" 1" + *c.Right + *c.Left + "template \"inner\"" + *c.Right
	}
	return c, ill
}

const outputMax = 16 << 10

var (
	pointerText = regexp.MustCompile(`(?i)(0x)?c0[0-9a-f]{8}|0x[0-9a-f]{6,}|8246\d{8}`)
	orderedText = regexp.MustCompile(`\b(keys|values|toYaml|mustToYaml|fromYaml|AsConfig|AsSecrets)\b`)
	changeText  = regexp.MustCompile(`(?:^|[\s(|{$])(?:now|ago|uuidv4|bcrypt|htpasswd|encryptAES|genCA|genSelfSigned\w*|genSigned\w*|env|expandenv|getHostByName|randBytes)\b`)
)

// recordable asks for the answer of a generated case and says whether it may
// be written: stable, of modest size, and not an address of this process.
func recordable(c *tmplCase) (bool, error) {
	if !utf8.ValidString(c.Template) || changeText.MatchString(c.Template) {
		return false, nil
	}
	changes := false
	p := newProbe(&changes)
	named := *c
	if err := named.complete(); err != nil {
		return false, err
	}
	p.count = true
	counted, err := named.render(p)
	if changes {
		return false, nil
	}
	c.Actions = p.ticks
	if err := c.ask(); err != nil {
		return false, err
	}
	was := *c
	if len(c.out.s) > outputMax || len(c.err.s) > outputMax || pointerText.MatchString(c.out.s+c.err.s) {
		return false, nil
	}
	if err == nil && was.err.set && !strings.Contains(was.err.s, "error calling") {
		return false, fmt.Errorf("the counting run prints %q where the library says %q", counted, was.err.s)
	}
	times := 2
	if orderedText.MatchString(c.Template) {
		times = manyTimes / 2
	}
	p.count = false
	run, perr := named.prepare(p)
	for ; times > 0; times-- {
		again, err := "", perr
		if perr == nil {
			again, err = run()
		}
		if err == nil && (!was.out.set || again != was.out.s) || err != nil && err.Error() != was.err.s {
			return false, nil
		}
	}
	return true, nil
}

func runTemplates(fs *flag.FlagSet, args []string) error {
	n := fs.Int("n", 1000, "how many cases")
	seed := fs.Uint64("seed", 1, "seed of the generator")
	first := fs.Int("first", 0, "number of the first case, to make a part of a long run")
	funcs := fs.String("funcs", "", "function set: fleet, sprig, go or helm (default: all, fleet most)")
	out := fs.String("o", "", "file to write (default: standard output)")
	fs.Parse(args)
	w, err := openLines(*out)
	if err != nil {
		return err
	}
	var s rigStats
	for i := *first; i < *first+*n; i++ {
		r := newRand(*seed, i)
		set := *funcs
		if set == "" {
			set = pick(r, []string{"fleet", "fleet", "fleet", "fleet", "sprig", "sprig", "go", "go", "go", "helm", "helm"})
		}
		c, ill := genTemplate(r, i, fmt.Sprintf("rig-%d-%06d", *seed, i), set)
		ok, err := recordable(c)
		if err != nil {
			return fmt.Errorf("%s: %w", c.ID, err)
		}
		if !ok {
			s.dropped++
			continue
		}
		s.add(c, ill)
		if err := w.put(c); err != nil {
			return err
		}
	}
	s.print()
	return w.close()
}

// rigStats says what a run of the generator was worth.
type rigStats struct {
	written, dropped, ill, failed, three int
	wellFailed                           int
}

func (s *rigStats) add(c *tmplCase, ill bool) {
	s.written++
	if ill {
		s.ill++
	}
	if c.err.set {
		s.failed++
		if !ill {
			s.wellFailed++
		}
	} else if c.Actions >= 3 {
		s.three++
	}
}

func (s *rigStats) print() {
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(s.written, 1)) }
	fmt.Fprintf(os.Stderr, "templates: %d written, %d left out (answer not stable, too long or an address)\n", s.written, s.dropped)
	fmt.Fprintf(os.Stderr, "templates: %.1f %% run three actions or more without error; %.1f %% fail\n", percent(s.three), percent(s.failed))
	fmt.Fprintf(os.Stderr, "templates: %.1f %% ill-typed on purpose; %.1f %% of all are well-typed and fail\n", percent(s.ill), percent(s.wellFailed))
}
