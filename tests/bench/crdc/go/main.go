// SPDX-License-Identifier: Apache-2.0

// Unmarshals Fleet objects, one JSON text a line, into rancher/fleet's own types with encoding/json
// and prints the CPU time of one pass.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"

	fleet "github.com/rancher/fleet/pkg/apis/fleet.cattle.io/v1alpha1"
)

func fresh(kind string) any {
	switch kind {
	case "Bundle":
		return &fleet.Bundle{}
	case "BundleDeployment":
		return &fleet.BundleDeployment{}
	case "BundleNamespaceMapping":
		return &fleet.BundleNamespaceMapping{}
	case "Cluster":
		return &fleet.Cluster{}
	case "ClusterGroup":
		return &fleet.ClusterGroup{}
	case "ClusterRegistration":
		return &fleet.ClusterRegistration{}
	case "ClusterRegistrationToken":
		return &fleet.ClusterRegistrationToken{}
	case "Content":
		return &fleet.Content{}
	case "GitRepo":
		return &fleet.GitRepo{}
	case "GitRepoRestriction":
		return &fleet.GitRepoRestriction{}
	case "ImageScan":
		return &fleet.ImageScan{}
	case "HelmOp":
		return &fleet.HelmOp{}
	}
	return nil
}

func cpu() int64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	milliseconds, _ := strconv.Atoi(os.Args[2])
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<28)
	var texts [][]byte
	var kinds []string
	bytes := 0
	for lines.Scan() {
		var head struct{ Kind string }
		text := append([]byte(nil), lines.Bytes()...)
		if json.Unmarshal(text, &head) != nil || fresh(head.Kind) == nil {
			continue
		}
		if err := json.Unmarshal(text, fresh(head.Kind)); err != nil {
			fmt.Fprintln(os.Stderr, head.Kind, err)
			continue
		}
		texts = append(texts, text)
		kinds = append(kinds, head.Kind)
		bytes += len(text)
	}
	fmt.Printf("go.version %s\nobjects %d\nbytes %d\n", runtime.Version(), len(texts), bytes)
	start, passes := cpu(), 0
	for cpu()-start < int64(milliseconds)*1e6 || passes == 0 {
		for i, text := range texts {
			if err := json.Unmarshal(text, fresh(kinds[i])); err != nil {
				panic(err)
			}
		}
		passes++
	}
	fmt.Printf("parse_ns %d\n", (cpu()-start)/int64(passes))
}
