// Frontdesk scores a month of a call centre's front desk and prints the score
// sheet:
//
//	go run ./examples/frontdesk
//
// The scheme is scheme S4 of the collection that kaohe was made for. It stands
// here twice: as text in frontdesk.kaohe, which an HR specialist can review,
// and as Go structs in scheme.go. A test shows that both are the same program.
//
// What the source leaves out (deductions, a coefficient, the price of a point)
// is a param without a value: main.go binds invented ones, as a payroll system
// would bind those of the company.
package main
