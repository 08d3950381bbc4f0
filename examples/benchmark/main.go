package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"time"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		log.Fatal(err)
	}
}

// run measures as the flags say and prints the table, or JSON.
func run(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print JSON: of each contender name, ns (median), bytes, allocs, wrong")
	var s settings
	flags.IntVar(&s.rounds, "rounds", 7, "how often each contender is timed")
	flags.DurationVar(&s.slice, "time", 700*time.Millisecond, "how long each contender is timed in each round")
	flags.IntVar(&s.people, "people", timedPeople, "how many people are checked; the first 10,000 of them are timed over")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if s.rounds < 1 || s.people < 1 || flags.NArg() > 0 {
		return errors.New("at least one round and one person, and no arguments but flags")
	}
	all, err := contenders()
	if err != nil {
		return err
	}
	standings, err := measure(all, s)
	if err != nil {
		return err
	}
	if *asJSON {
		return printJSON(w, standings)
	}
	fmt.Fprintf(w, "%d rounds of %v, %s, %s/%s, %d cores\n\n", s.rounds, s.slice, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	return printTable(w, standings, s.people)
}
