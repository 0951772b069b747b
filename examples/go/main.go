// A program with one probe, which has a text and a number and fires once a second.
package main

import (
	"fmt"
	"log"
	"os"
	"reflect"
	"time"

	"usdt4j.github.io/examples/go/usdt"
)

func main() {
	provider, err := usdt.NewProvider("examplep", "examplem")
	exitOn(err)
	defer provider.Close()
	probe, err := usdt.NewProbe("examplef", "examplen", reflect.String, reflect.Int)
	exitOn(err)
	exitOn(provider.AddProbe(probe))
	exitOn(provider.Enable())

	fmt.Printf("pid %d\n", os.Getpid())
	for round := 0; ; round++ {
		if probe.Enabled() {
			exitOn(probe.Fire("hello from Go", round))
		}
		time.Sleep(time.Second)
	}
}

func exitOn(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
