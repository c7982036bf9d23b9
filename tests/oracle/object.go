// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// object builds a JSON object whose fields stay in the order of the calls.
type object struct {
	buf bytes.Buffer
	err error
}

func (o *object) put(name string, v any) *object {
	if o.err != nil {
		return o
	}
	if o.buf.Len() > 0 {
		o.buf.WriteByte(',')
	}
	o.value(name)
	o.buf.WriteByte(':')
	o.value(v)
	return o
}

func (o *object) value(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		o.err = err
		return
	}
	o.buf.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// text puts a text under name, or under name_b64 where it is not UTF-8. A text
// that is not set is left out.
func (o *object) text(name string, t text) *object {
	plain, b64 := t.split()
	if plain != nil {
		o.put(name, *plain)
	}
	if b64 != nil {
		o.put(name+"_b64", *b64)
	}
	return o
}

func (o *object) done() ([]byte, error) {
	if o.err != nil {
		return nil, o.err
	}
	return append(append([]byte{'{'}, o.buf.Bytes()...), '}'), nil
}

func quoteGo(s string) string { return strconv.Quote(s) }
