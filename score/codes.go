package score

import "github.com/kaohe-go/kaohe/dsl"

// The faults of meaning. Those of syntax are in package dsl.
const (
	// CodeUnsupported: the grammar knows it, this version does not carry it out.
	CodeUnsupported dsl.Code = "not-yet"
	// CodeName: a name that is missing, reserved or no identifier.
	CodeName dsl.Code = "name"
	// CodeDuplicate: the same name or declaration twice, also if it differs only before NFC.
	CodeDuplicate dsl.Code = "duplicate-name"
	// CodeUnknownName: a formula reads what nothing declares.
	CodeUnknownName dsl.Code = "unknown-name"
	// CodeUnknownFunction: a call of what is no function.
	CodeUnknownFunction dsl.Code = "unknown-function"
	// CodeForbidden: a function or construct of expr that the language leaves out.
	CodeForbidden dsl.Code = "forbidden"
	// CodeArguments: a call with too few, too many or wrong arguments.
	CodeArguments dsl.Code = "arguments"
	// CodeType: an operand of another type than the operator takes.
	CodeType dsl.Code = "type"
	// CodeConstant: a formula that reads facts where a constant or param must stand.
	CodeConstant dsl.Code = "constant"
	// CodeCycle: declarations that need each other.
	CodeCycle dsl.Code = "cycle"
	// CodeValue: a constant that its place does not allow: a step of 0, a
	// default outside its domain, an empty interval.
	CodeValue dsl.Code = "value"
	// CodeNeverEqual: a comparison with a text that the other side can't be.
	CodeNeverEqual dsl.Code = "never-equal"
	// CodeParam: a param without value, with a value outside its domain, or that does not exist.
	CodeParam dsl.Code = "param"
	// CodeNoRows: a table or grades without rows.
	CodeNoRows dsl.Code = "no-rows"
	// CodeRow: a row that does not fit its table.
	CodeRow dsl.Code = "row"
	// CodeHole: values that no row or band takes.
	CodeHole dsl.Code = "hole"
	// CodeOverlap: values that two rows or bands take.
	CodeOverlap dsl.Code = "overlap"
	// CodeDomain: a call that may pass values outside the table's domain.
	CodeDomain dsl.Code = "domain"
	// CodeNever: a row that claims to be unreachable and is not.
	CodeNever dsl.Code = "never"
	// CodeBudget: a check that would take too long.
	CodeBudget dsl.Code = "budget"
	// CodeClamps: at most below at least.
	CodeClamps dsl.Code = "clamps"
	// CodeClampGrid: a clamp that is not on the grid of the rounding behind it.
	CodeClampGrid dsl.Code = "clamp-grid"
	// CodeRounding: places outside 0 to 18, or a step that is not positive.
	CodeRounding dsl.Code = "rounding"
	// CodePayoutRound: a payout that does not say how it is rounded.
	CodePayoutRound dsl.Code = "payout-round"
	// CodeBandColumns: bands with different columns.
	CodeBandColumns dsl.Code = "band-columns"
	// CodeOptional: an optional fact that is read as if it were always there.
	CodeOptional dsl.Code = "optional"
	// CodePolicy: a policy that does not exist or can't work.
	CodePolicy dsl.Code = "policy"
	// CodeWeight: weights that don't add up to 100%, or are not used.
	CodeWeight dsl.Code = "weight"
	// CodeGate: a gate without one clear effect.
	CodeGate dsl.Code = "gate"
	// CodeStage: a formula that reads what does not exist yet when it is needed.
	CodeStage dsl.Code = "stage"
	// CodeDistribution: a distribution that does not say all, or contradicts itself.
	CodeDistribution dsl.Code = "distribution"
	// CodePool: a pool that can't be shared as it says.
	CodePool dsl.Code = "pool"
	// CodeFunction: a Go function that can't be called from a scheme.
	CodeFunction dsl.Code = "go-function"
	// CodeExample: an example that is malformed.
	CodeExample dsl.Code = "example"
	// CodeExampleFails: an example whose figures come out differently.
	CodeExampleFails dsl.Code = "example-fails"
	// CodeEvaluation: a constant part of the scheme that can't be computed.
	CodeEvaluation dsl.Code = "evaluation"
)

// Codes lists the codes of Load and Compile, those of package dsl included.
func Codes() []dsl.Code {
	return append(dsl.Codes(),
		CodeUnsupported, CodeName, CodeDuplicate, CodeUnknownName, CodeUnknownFunction, CodeForbidden,
		CodeArguments, CodeType, CodeConstant, CodeCycle, CodeValue, CodeNeverEqual, CodeParam, CodeNoRows,
		CodeRow, CodeHole, CodeOverlap, CodeDomain, CodeNever, CodeBudget, CodeClamps, CodeClampGrid,
		CodeRounding, CodePayoutRound, CodeBandColumns, CodeOptional, CodePolicy, CodeWeight,
		CodeGate, CodeStage, CodeDistribution, CodePool, CodeFunction, CodeExample, CodeExampleFails, CodeEvaluation)
}
