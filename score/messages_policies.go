package score

// This file words the faults of policies, weights, sections and gates.

func (r *reporter) badPolicy(at place, name string, candidates []string) {
	r.fault(at, CodePolicy, didYouMean(name, candidates, "the policies are: zero, full, redistribute, fail"), "%q is no policy", clip(name))
}

func (r *reporter) policyParam(at place, name string) {
	r.fault(at, CodePolicy, `declare it with one of "zero", "redistribute"`, "the param `%s` has no texts that are policies", name)
}

func (r *reporter) badPolicyValue(at place, value string) {
	r.fault(at, CodePolicy, "the policies are: zero, full, redistribute, fail", "%s is no policy", value)
}

func (r *reporter) fullWithoutPoints(at place, name string) {
	r.fault(at, CodePolicy, "add `points N` to it", "the policy `full` gives `%s` its points, but it states none", name)
}

func (r *reporter) redistributeUnweighted(at place, name string) {
	r.fault(at, CodePolicy, "give it a weight and read `weighted` in the total", "`%s` has no weight that could be redistributed", name)
}

func (r *reporter) readsRedistributed(at place, name string) {
	r.fault(at, CodePolicy, "read `weighted`, or use another policy", "`%s` may be redistributed, so it may have no value to read here", name)
}

func (r *reporter) weightSum(at place, what, sum string) {
	r.fault(at, CodeWeight, "", "the weights %s add up to %s, not to 100%%", what, sum)
}

func (r *reporter) negativeWeight(at place, weight string) {
	r.fault(at, CodeWeight, "", "a weight of %s can't be", weight)
}

func (r *reporter) mixedPoints(at place, a, b string) {
	r.fault(at, CodeWeight, "bring them to one scale in the formula", "weighted indicators have different points: %s and %s", a, b)
}

func (r *reporter) nothingWeighted(at place) {
	r.fault(at, CodeWeight, "give indicators a `weight`", "no indicator has a weight")
}

func (r *reporter) weightsUnused(at place) {
	r.fault(at, CodeWeight, "write total = weighted", "indicators have weights, but nothing reads `weighted`")
}

func (r *reporter) overWithoutWeights(at place) {
	r.fault(at, CodeWeight, "write total = weighted over at least …", "`over at least` belongs to `weighted`, which nothing reads")
}

func (r *reporter) noWeight(at place, what, name string) {
	r.fault(at, CodeWeight, "add `weight 20%`", "the %s `%s` has no weight", what, name)
}

func (r *reporter) unknownSection(at place, name string, candidates []string) {
	r.fault(at, CodeUnknownName, didYouMean(name, candidates, "the sections are: "+listOrNone(candidates)), "there is no section `%s`", clip(name))
}

func (r *reporter) emptySection(at place, name string) {
	r.fault(at, CodeWeight, "let an indicator say `in "+name+"`", "no indicator is in the section `%s`", name)
}

func (r *reporter) gateEffects(at place, n int) {
	r.fault(at, CodeGate, "split it into several gates", "a gate has one effect, not %d", n)
}

func (r *reporter) unknownPayout(at place, name string, candidates []string) {
	r.fault(at, CodeGate, didYouMean(name, candidates, "the payouts are: "+listOrNone(candidates)), "there is no payout `%s`", clip(name))
}

func (r *reporter) unknownBand(at place, name string, candidates []string) {
	r.fault(at, CodeGate, didYouMean(name, candidates, "the bands are: "+listOrNone(candidates)), "no band is called %s", name)
}

func (r *reporter) badDrop(at place, n string) {
	r.fault(at, CodeGate, "", "a grade can't drop by %s bands", n)
}
