package formula

import "github.com/expr-lang/expr/builtin"

// IsForeign tells whether expr has a function of that name. Where the language
// does not, a message can say so, instead of calling the name unknown.
func IsForeign(name string) bool {
	_, ok := builtin.Index[name]
	return ok
}
