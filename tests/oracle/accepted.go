// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// acceptedMax is how many entries the list may have.
const acceptedMax = 20

// acceptance is one entry of accepted.json: where we may differ, and why.
// What matches Ours in our answer may stand for whatever matches Theirs in the
// library's; the rest must be the same. Case, when given, must match the whole
// line of the case.
type acceptance struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Reason string `json:"reason"`
	Case   string `json:"case,omitempty"`
	Ours   string `json:"ours"`
	Theirs string `json:"theirs"`

	inCase, inOurs *regexp.Regexp
}

// difference is one line that `vectors --differences` writes.
type difference struct {
	ID   string `json:"id"`
	Want string `json:"want"`
	Got  string `json:"got"`
}

func readAccepted(path, kind string) ([]acceptance, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all, list []acceptance
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(all) > acceptedMax {
		return nil, fmt.Errorf("%s: %d entries, %d are allowed", path, len(all), acceptedMax)
	}
	for _, a := range all {
		if a.Name == "" || a.Reason == "" || a.Ours == "" || a.Theirs == "" {
			return nil, fmt.Errorf("%s: entry %q lacks name, reason, ours or theirs", path, a.Name)
		}
		if a.inCase, err = regexp.Compile(a.Case); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, a.Name, err)
		}
		if a.inOurs, err = regexp.Compile(a.Ours); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, a.Name, err)
		}
		if a.Kind == kind {
			list = append(list, a)
		}
	}
	return list, nil
}

// covers says which entries explain a difference; none: it is not accepted.
func covers(list []acceptance, line string, d difference) ([]string, error) {
	var used []string
	// our answer as a pattern in which each place of an entry is open
	open := []string{d.Got}
	patterns := []string{}
	for _, a := range list {
		if !a.inCase.MatchString(line) || !a.inOurs.MatchString(d.Got) {
			continue
		}
		used = append(used, a.Name)
		var next, nextPatterns []string
		for i, part := range open {
			if i > 0 {
				nextPatterns = append(nextPatterns, patterns[i-1])
			}
			pieces := a.inOurs.Split(part, -1)
			for j := range pieces {
				next = append(next, pieces[j])
				if j > 0 {
					nextPatterns = append(nextPatterns, a.Theirs)
				}
			}
		}
		open, patterns = next, nextPatterns
	}
	if len(used) == 0 {
		return nil, nil
	}
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for i, part := range open {
		if i > 0 {
			b.WriteString("(?:" + patterns[i-1] + ")")
		}
		b.WriteString(regexp.QuoteMeta(part))
	}
	b.WriteString(`\z`)
	whole, err := regexp.Compile(b.String())
	if err != nil || !whole.MatchString(d.Want) {
		return nil, err
	}
	return used, nil
}

func runAccepted(fs *flag.FlagSet, args []string) error {
	kind := fs.String("kind", "templates", "kind of the cases")
	cases := fs.String("cases", "", "file of the cases (required)")
	listFile := fs.String("list", "", "the list of accepted differences (required)")
	fs.Parse(args)
	if fs.NArg() != 1 || *cases == "" || *listFile == "" {
		return errors.New("accepted wants -cases, -list and one FILE of differences")
	}
	list, err := readAccepted(*listFile, *kind)
	if err != nil {
		return err
	}
	var differences []difference
	wanted := map[string]string{} // id to the case's line
	err = eachLine(fs.Arg(0), func(line []byte) error {
		var d difference
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		differences = append(differences, d)
		wanted[d.ID] = ""
		return nil
	})
	if err != nil {
		return err
	}
	err = eachLine(*cases, func(line []byte) error {
		var c struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if _, ok := wanted[c.ID]; ok {
			wanted[c.ID] = string(line)
		}
		return nil
	})
	if err != nil {
		return err
	}
	counts := map[string]int{}
	outside := 0
	for _, d := range differences {
		used, err := covers(list, wanted[d.ID], d)
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		if used == nil {
			outside++
			fmt.Printf("outside the list: %s\n  want %s\n  got  %s\n", d.ID, brief(d.Want), brief(d.Got))
		}
		for _, name := range used {
			counts[name]++
		}
	}
	for _, a := range list {
		if counts[a.Name] > 0 {
			fmt.Printf("accepted: %d, %s\n", counts[a.Name], a.Name)
		}
	}
	fmt.Printf("differences outside the list: %d\n", outside)
	if outside > 0 {
		return errors.New("some answers differ")
	}
	return nil
}
