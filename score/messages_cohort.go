package score

import (
	"strings"

	"github.com/kaohe-go/kaohe/score/internal/ir"
)

// This file words the faults of what scores people together.

func (r *reporter) cohortAlone(at place) {
	r.fault(at, CodeUnknownName, "read cohort.size or cohort.mean(indicator)", "`cohort` alone is no value")
}

func (r *reporter) unknownCohort(at place, name string) {
	r.fault(at, CodeUnknownName, didYouMean(name, []string{"size", "mean"}, "read cohort.size or cohort.mean(indicator)"), "cohort has no `%s`", clip(name))
}

func (r *reporter) nothingRanked(at place, word string) {
	r.fault(at, CodeUnknownName, "add total = … or a distribution", "`%s` needs something to rank people by", word)
}

func (r *reporter) meanInList(at place) {
	r.fault(at, CodeType, "name what is wanted of the list with value", "cohort.mean can't take an element of a list")
}

func (r *reporter) unknownGroup(at place, name string, candidates []string) {
	r.fault(at, CodeUnknownName, didYouMean(name, candidates, "name a text input"), "there is no input `%s` to make groups of", clip(name))
}

func (r *reporter) badGroup(at place, name string) {
	r.fault(at, CodeDistribution, "name a text input that everybody has", "`%s` can't make groups: that takes a text that is not optional", clip(name))
}

func (r *reporter) tooEarly(at place, what, reads string, stage ir.Stage) {
	known := map[ir.Stage]string{
		ir.Cohort: "when the figures of all people are known",
		ir.Placed: "when the distribution has given the grades",
		ir.Pay:    "when the pools are shared",
	}[stage]
	r.fault(at, CodeStage, "", "%s reads `%s`, which is known only %s", what, reads, known)
}

func (r *reporter) distributionNeedsGrades(at place) {
	r.fault(at, CodeDistribution, "add grades { … } with a band for each, best first", "a distribution needs grades to give")
}

func (r *reporter) noQuotas(at place) {
	r.fault(at, CodeDistribution, `give it a row like "优秀" 10%`, "the distribution has no quotas")
}

func (r *reporter) badChoice(at place, word, what string, candidates []string) {
	hint := didYouMean(word, candidates, "say "+strings.Join(candidates, " or "))
	if word == "" {
		r.fault(at, CodeDistribution, hint, "no %s is stated", what)
		return
	}
	r.fault(at, CodeDistribution, hint, "%q is no %s", clip(word), what)
}

func (r *reporter) choiceParam(at place, name, what string, words []string) {
	r.fault(at, CodeDistribution, `declare it with one of "`+strings.Join(words, `", "`)+`"`, "the param `%s` has no texts that could be a %s", name, what)
}

func (r *reporter) tieRules(at place, twice bool) {
	if twice {
		r.fault(at, CodeDistribution, "keep one of the two", "the distribution has two rules for ties")
		return
	}
	r.fault(at, CodeDistribution, "add ties up, ties down, ties fail or ties by …", "the distribution does not say what becomes of people who tie")
}

func (r *reporter) badQuotas(at place, why string) {
	r.fault(at, CodeDistribution, "", "%s", why)
}

func (r *reporter) badMinimum(at place, n string) {
	r.fault(at, CodeDistribution, "", "a group can't have %s people", n)
}

func (r *reporter) cappedKey(at place) {
	r.fault(at, CodeDistribution, "go by what the grades go by, or write exact",
		"in a capped distribution people move down from their bands, so both have to go by the same figure")
}

func (r *reporter) forfeitedUnstated(at place, name string) {
	r.fault(at, CodePool, "add forfeited keep, which leaves it unpaid, or forfeited share_out",
		"a gate takes pay, but the pool `%s` does not say what becomes of that share", name)
}

func (r *reporter) poolRound(at place, name string) {
	r.fault(at, CodePayoutRound, "add `round 2`", "the pool `%s` does not say what its shares are multiples of", name)
}

func (r *reporter) poolMode(at place) {
	r.fault(at, CodePool, "leave the mode out", "shares are rounded so that they add up to the pool, by no mode")
}

func (r *reporter) ownAmount(at place, name string) {
	r.fault(at, CodePool, "the amount may read params, cohort.size, cohort.mean(…) and the fact that makes the groups",
		"the amount of a pool is the same for all who share it, but reads `%s` of one person", name)
}

func (r *reporter) amountOffGrid(at place, amount, step string) {
	r.fault(at, CodePool, "round the amount: round(…, 2)", "the amount is %s, which may not be a whole number of times %s", amount, step)
}

func (r *reporter) mayBeNegative(at place, what, amount string) {
	r.fault(at, CodePool, "write max(0, …)", "%s may be negative: it is %s", what, amount)
}

func (r *reporter) needsCohort(at place, name string) {
	r.fault(at, CodeExample, "an example scores one person; expect figures that need nobody else", "`%s` is known only when everybody is scored", name)
}
