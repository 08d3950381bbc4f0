// Benchmark scores one scheme for 10,000 people in fourteen ways and prints what
// each way costs and how many people it gets wrong:
//
//	go -C examples/benchmark run .
//
// It is a module of its own, so that the engines that kaohe is held against are
// no dependencies of kaohe. README.md has the rules, what is measured and how.
package main
