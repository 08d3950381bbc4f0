// Package score computes what a scheme says: how facts about a person become
// points, a total, a grade, a coefficient and pay.
//
// A scheme is written in a small rules language that an HR specialist can
// review:
//
//	scheme front_desk "客服中心前台坐席"
//
//	input calls integer "话务总量"  in [0, 100000]
//	input base  number  "绩效基数"  in [0, ..) step 0.01
//
//	param good_k number in (0, 3]
//
//	table rate(calls) {
//	    [0, 2000]    -> 0.4
//	    (2000, 2300) -> 0.5
//	    >= 2300      -> 0.55
//	}
//
//	indicator kpi "话务得分" = calls * rate(calls)
//
//	total = kpi
//
//	grades {
//	    [1000, ..) -> "优秀"  coefficient 1.1
//	    [800, 1000) -> "良好"  coefficient good_k
//	    else       -> "合格"  coefficient 0.8
//	}
//
//	payout bonus "绩效奖金" = base * grade.coefficient  round 2
//
// # From text to figures
//
// [Load] reads a scheme from text; a Go program may also fill in a [Scheme]
// itself, whose leaves are text as in a file. [Compile] checks it, binds its
// params, runs the examples that it contains, and gives a [Program].
// [Program.Score] takes one person's [Facts] and gives a [Result], whose
// [Result.Figure] finds a figure by name. [Check] checks a scheme whose params
// are not bound yet; [Program.With] binds them anew.
//
//	scheme, err := score.Load("front_desk.kaohe", text)
//	program, err := score.Compile(scheme, score.Bind("good_k", "1.0"))
//	result, err := program.Score(score.Facts{"calls": 2001, "base": "3000.00"})
//	bonus, ok := result.Figure("bonus")
//
// # Many people
//
// [For] joins two Go types to a program, a struct of facts and a struct of
// figures, and checks once that their score tags fit. [Scorer.Score] then scores a
// struct without reflection or memory allocation, [Scorer.ScoreAll] and
// [Scorer.ScoreStream] score an iterator of them on all cores and in order, and
// [Scorer.ScoreBlock] scores a slice into columns:
//
//	type Agent struct {
//		Calls int             `score:"calls"`
//		Base  decimal.Decimal `score:"base"`
//	}
//	type Sheet struct {
//		Bonus decimal.Decimal `score:"bonus"`
//		Grade string          `score:"grade"`
//	}
//	scorer, err := score.For[Agent, Sheet](program)
//	for r := range scorer.ScoreAll(ctx, agents) { … r.In, r.Out, r.Err … }
//
// All of these, and Program.Score, compute on machine integers at scales that
// are worked out when the scheme is compiled, and fall back to rationals of any
// length for a person whose numbers do not fit and for what machine integers
// can't do. The figures are the same. [Program.Parts] tells which engine
// computes what.
//
// # People who are scored together
//
// A scheme may grade people against each other and share an amount among them:
//
//	distribution exact by total within department {
//	    "优秀" 10%
//	    "良好" 30%
//	    "合格" 60%
//	    ties up
//	}
//
//	pool share_out "奖金包" = 100000 by grade.coefficient * days  within department  round 2
//
// Its formulas may read rank, percentile, cohort.size and cohort.mean(indicator)
// where they are known: in what decides ties, in pools and payouts. Such a
// scheme has no result for one person: [Program.Score] gives [ErrNeedsCohort],
// [Program.Preview] what can be told all the same. [Program.ScoreCohort] scores
// people together; a [Cohort] may also be built up person by person, or in parts
// on several machines ([Cohort.Merge], [Cohort.MarshalBinary]), before
// [Cohort.Close] scores it. Neither the order of the people nor the number of
// processors makes a difference; where everything else is equal, ids decide.
//
//	result, err := program.ScoreCohort(ctx, slices.Values(people))
//	for person := range result.People() { person.ID; person.Result; person.Err }
//
// The sheets carry a [Standing] and the result a [Statement]: the numbers from
// which anybody can work out every place and every cent again.
//
// People whose facts or own figures fail are left out if the scheme says failed
// leave_out; otherwise nobody is scored. A gate that sets the grade places its
// people before the others, and they use places of that grade; gates that cap
// or lower a grade come after the distribution, and what they take from a grade
// nobody else gets. A cohort of nobody has an empty result, and one of fewer
// people than grades leaves some of them without a place.
//
// # Facts
//
// [Facts] says of which Go types a fact may be. A fact that is missing,
// unknown, not of its input's type, or outside of its input's interval, step
// or list is an error; none is clamped, trimmed or guessed. A number in text is
// written plainly: no exponent, no digit groups, no spaces.
//
// # Errors
//
// Each function says which of four types its error is; find it with errors.As.
//
//   - dsl.Diagnostics, from Load, Compile, Check and With: what is wrong with
//     the scheme or its params, with codes and places. All that can be found at
//     once is reported at once.
//   - [*FactsError], from Score: all that is wrong with one person's facts. Its
//     text names inputs and rules, but not the values.
//   - [*EvalError], from Score: the facts are fine, but the scheme gives no
//     result for them: a row says fail, a require does not hold, a divisor is
//     zero. It names the place, the facts that led there and what was computed
//     all the same; both may be confidential.
//   - [*CohortError], from ScoreCohort and Close: who keeps a cohort from being
//     scored and why: ids that are not unique, people who failed, ties that no
//     rule decides, pools that can't be shared. It names ids, and no facts.
//
// # Exactness
//
// Figures are rational numbers of any length: 1/3*3 is 1, 1000 * 10/22 * 1.1
// is 500. Nothing is rounded except where the scheme writes round, floor or
// ceil, and a payout that does not say how it is rounded does not compile. A
// [Number] hands out the exact value as a fraction, as a decimal if it has one,
// or as a decimal rounded by the caller.
//
// A float64 is accepted as a fact only where its shortest decimal is certainly
// what somebody wrote, and is that decimal from there on. The settings that
// package decimal keeps in variables are neither read nor set, and nothing
// depends on the clock, the locale or the environment: the same scheme, params
// and facts give the same result.
//
// # What compiling proves
//
// The rows of a table and the bands of the grades have to cover all values that
// can occur there, or to say in so many words what happens elsewhere, and may
// overlap only where the scheme says first; what can't be proved does not
// compile. Divisions by zero and rows that say fail are not ruled out: they are
// errors of the person whose facts lead there.
//
// # Concurrency
//
// A [Program] is immutable and may be used by any number of goroutines, and so
// may a [Scorer]; a [Block] is filled and read by one at a time. A [Result] is the caller's own. A [Scheme] is plain data: it is not to be
// changed while another goroutine compiles it, and changing it afterwards does
// not change what a Program of it computes.
//
// # Limits
//
// [Limits] bound the length of a text and of its formulas, nesting, the number
// of declarations and rows, and the digits of every number on the way. The
// language has neither loops nor recursion, so every scoring ends. A method of
// a fact, MarshalText or Value, is code of the caller: one that panics is an
// error, one that never returns can't be stopped.
package score
