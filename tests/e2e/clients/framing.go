// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// framingCase is one line of cases.jsonl; its README has the format.
type framingCase struct {
	Name     string            `json:"name"`
	Area     string            `json:"area"`
	Send     []json.RawMessage `json:"send"`
	Alone    bool              `json:"alone,omitempty"`
	Bodyless bool              `json:"bodyless,omitempty"`
	Want     string            `json:"want"`
	Go       string            `json:"go"`
}

type framingStep struct {
	Repeat *string
	Times  int
	Wait   *string
	End    string
}

func framingCommand(flags *flag.FlagSet, arguments []string) error {
	record := flags.String("record", "", "file of cases, whose Go answers are written anew")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	text, err := os.ReadFile(*record)
	if err != nil {
		return err
	}
	var cases []framingCase
	var followUp *framingCase
	for line := range bytes.Lines(text) {
		var one framingCase
		if err := json.Unmarshal(line, &one); err != nil {
			return fmt.Errorf("case %d: %w", len(cases)+1, err)
		}
		cases = append(cases, one)
		if one.Name == "follow-up" {
			followUp = &cases[len(cases)-1]
		}
	}
	if followUp == nil {
		return errors.New("no case is called follow-up")
	}
	follow := *followUp
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:        reviewHandler(),
		MaxHeaderBytes: 64 << 10,
		ReadTimeout:    time.Second,
		ErrorLog:       log.New(io.Discard, "", 0),
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	differ := 0
	for i := range cases {
		one := &cases[i]
		if one.Go, err = one.ask(listener.Addr().String(), follow); err != nil {
			return fmt.Errorf("%s: %w", one.Name, err)
		}
		if one.Go != one.Want {
			differ++
		}
		if err := encoder.Encode(one); err != nil {
			return err
		}
	}
	fmt.Printf("%d cases; Go answers %d of them otherwise\n", len(cases), differ)
	return os.WriteFile(*record, escape(out.Bytes()), 0o644)
}

// escape keeps the file plain ASCII, as it is written by hand.
func escape(text []byte) []byte {
	var out bytes.Buffer
	for _, char := range string(text) {
		if char < 0x7f {
			out.WriteRune(char)
		} else {
			fmt.Fprintf(&out, `\u%04x`, char)
		}
	}
	return out.Bytes()
}

// reviewHandler is what a webhook written with net/http commonly is.
func reviewHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/validate", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
			http.Error(w, "application/json only", http.StatusUnsupportedMediaType)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 7<<20))
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		var review struct{ Request struct{ UID string } }
		if err != nil || json.Unmarshal(body, &review) != nil {
			http.Error(w, "no review", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"response":{"uid":%q,"allowed":true}}`, review.Request.UID)
	})
	return mux
}

// latin1 turns U+0000 to U+00FF into bytes.
func latin1(text string) ([]byte, error) {
	out := make([]byte, 0, len(text))
	for _, char := range text {
		if char > 0xff {
			return nil, fmt.Errorf("%q is no byte", char)
		}
		out = append(out, byte(char))
	}
	return out, nil
}

// ask plays the case on a connection of its own and sums up the answers.
func (one framingCase) ask(address string, followUp framingCase) (string, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	heard := make(chan []byte)
	waiting := make(chan struct{}, 100)
	go func() {
		var all []byte
		buffer := make([]byte, 65536)
		for {
			n, err := conn.Read(buffer)
			all = append(all, buffer[:n]...)
			if bytes.Contains(all, []byte("100 Continue\r\n\r\n")) {
				select {
				case waiting <- struct{}{}:
				default:
				}
			}
			if err != nil {
				heard <- all
				return
			}
		}
	}()
	if err := one.play(conn.(*net.TCPConn), waiting); err != nil {
		return "", err
	}
	if !one.Alone {
		if err := followUp.play(conn.(*net.TCPConn), waiting); err != nil {
			return "", err
		}
	}
	return one.sum(<-heard)
}

// play sends what the case says; the peer may be gone before that is done.
func (one framingCase) play(conn *net.TCPConn, waiting <-chan struct{}) error {
	for _, raw := range one.Send {
		var text string
		var step framingStep
		if json.Unmarshal(raw, &text) != nil {
			if err := json.Unmarshal(raw, &step); err != nil {
				return err
			}
		}
		switch {
		case step.Repeat != nil:
			text = strings.Repeat(*step.Repeat, step.Times)
		case step.Wait != nil:
			<-waiting
			continue
		case step.End == "half-close":
			_ = conn.CloseWrite()
			continue
		case step.End == "reset":
			_ = conn.SetLinger(0)
			_ = conn.Close()
			continue
		}
		data, err := latin1(text)
		if err != nil {
			return err
		}
		_, _ = conn.Write(data)
	}
	return nil
}

func (one framingCase) sum(heard []byte) (string, error) {
	var answers []string
	reader := bufio.NewReader(bytes.NewReader(heard))
	for {
		if _, err := reader.Peek(1); err != nil {
			return strings.Join(answers, ", "), nil
		}
		method := http.MethodPost
		if one.Bodyless && len(answers) == 0 {
			method = http.MethodHead
		}
		response, err := http.ReadResponse(reader, &http.Request{Method: method})
		if err != nil {
			return "", err
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return "", err
		}
		if response.StatusCode/100 == 1 && !strings.HasPrefix(one.Want, "100") {
			continue
		}
		answer := fmt.Sprint(response.StatusCode)
		var review struct{ Response struct{ UID string } }
		if response.StatusCode == 200 && json.Unmarshal(body, &review) == nil {
			answer = strings.TrimSpace(answer + " " + review.Response.UID)
		}
		answers = append(answers, answer)
	}
}
