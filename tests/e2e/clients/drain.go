// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// drainCommand starts a server, asks it from clients that keep connections, sends SIGTERM, and lets the
// clients leave some time later, within the server's delay. No request may fail and the server ends with 0.
func drainCommand(flags *flag.FlagSet, arguments []string) error {
	times := flags.Int("times", 20, "servers, one after another")
	delay := flags.Duration("delay", time.Second, "the server's --shutdown-delay")
	leave := flags.Duration("leave", 700*time.Millisecond, "when the clients leave after the signal")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("which server? drain [options] -- fleetgate serve ...")
	}
	for i := range *times {
		if err := drainOnce(i, *delay, *leave, flags.Args()); err != nil {
			return fmt.Errorf("time %d: %w", i+1, err)
		}
	}
	return nil
}

func drainOnce(i int, delay, leave time.Duration, command []string) error {
	process := exec.Command(command[0], append(command[1:], "--shutdown-delay", delay.String())...)
	process.Stderr = os.Stderr
	output, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := process.Start(); err != nil {
		return err
	}
	defer process.Process.Kill()
	port, err := readPort(output)
	if err != nil {
		return err
	}
	server := target{port: &port}
	clients := startGoodClients(8, "https://"+server.address()+"/validate", 0)
	time.Sleep(300 * time.Millisecond)
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	signalled := time.Now()
	time.Sleep(leave)
	if err := clients.end(); err != nil {
		return err
	}
	if err := process.Wait(); err != nil {
		return fmt.Errorf("the server's end: %w", err)
	}
	fmt.Printf("time %d: ended %.2f s after the signal\n", i+1, time.Since(signalled).Seconds())
	return nil
}

// readPort reads the log up to the line that says where the server serves; the rest is thrown away.
func readPort(output io.Reader) (int, error) {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		var line struct {
			Msg  string
			Port int
		}
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
			go func() {
				for lines.Scan() {
				}
			}()
			return line.Port, nil
		}
	}
	return 0, errors.New("the server ended before it served")
}
