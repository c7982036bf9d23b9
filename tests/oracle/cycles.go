// SPDX-License-Identifier: Apache-2.0

package main

import "reflect"

// mapsIn notes every map that can be reached from v. A value that contains
// itself ends Go's process when it is printed, so that the rig must find out
// before it comes about.
func mapsIn(v any, into map[uintptr]bool) {
	x := reflect.ValueOf(v)
	switch x.Kind() {
	case reflect.Map:
		if x.IsNil() || into[x.Pointer()] {
			return
		}
		into[x.Pointer()] = true
		for _, k := range x.MapKeys() {
			mapsIn(x.MapIndex(k).Interface(), into)
		}
	case reflect.Slice:
		for i := 0; i < x.Len(); i++ {
			mapsIn(x.Index(i).Interface(), into)
		}
	}
}

// meets says whether a map of v is among those noted.
func meets(v any, noted map[uintptr]bool) bool {
	of := map[uintptr]bool{}
	mapsIn(v, of)
	for p := range of {
		if noted[p] {
			return true
		}
	}
	return false
}

// reaches says whether the map m can be reached from v.
func reaches(v any, m map[string]any) bool {
	of := map[uintptr]bool{}
	mapsIn(v, of)
	return of[reflect.ValueOf(m).Pointer()]
}
