package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/kaohe-go/kaohe/score"
)

// An Agent is a person's facts as a program that cares for speed has them: whole
// numbers, with the places that they are scaled by in the tag.
type Agent struct {
	Calls  int64 `score:"calls"`
	Errors int64 `score:"errors"`
	QA     int64 `score:"qa,scale=1"`
	Late   int64 `score:"late"`
	Target int64 `score:"target,scale=2"`
	Actual int64 `score:"actual,scale=2"`
	Base   int64 `score:"base,scale=2"`
}

func agentsOf(people []Person) []Agent {
	agents := make([]Agent, len(people))
	for i, p := range people {
		agents[i] = Agent{Calls: p.Calls, Errors: p.Errors, QA: p.QA, Late: p.Late, Target: p.Target, Actual: p.Actual, Base: p.Base}
	}
	return agents
}

// A Sheet is read lazily: a score.Number is turned into what the reader wants
// only when it is asked.
type Sheet struct {
	KPI         score.Number `score:"kpi"`
	Accuracy    score.Number `score:"accuracy"`
	Quality     score.Number `score:"quality"`
	Attendance  score.Number `score:"attendance"`
	Achievement score.Number `score:"achievement"`
	Total       score.Number `score:"total"`
	Grade       string       `score:"grade"`
	K           score.Number `score:"grade.coefficient"`
	Bonus       score.Number `score:"bonus"`
}

func (s *Sheet) outcome() (Outcome, error) {
	of := func(n score.Number) int64 { return exactHundredths(n.Rat()) }
	return Outcome{
		KPI: of(s.KPI), Accuracy: of(s.Accuracy), Quality: of(s.Quality), Attendance: of(s.Attendance),
		Achievement: of(s.Achievement), Total: of(s.Total), Grade: s.Grade, K: of(s.K), Bonus: of(s.Bonus),
	}, nil
}

// A DecimalSheet has every figure as a decimal.
type DecimalSheet struct {
	KPI         decimal.Decimal `score:"kpi"`
	Accuracy    decimal.Decimal `score:"accuracy"`
	Quality     decimal.Decimal `score:"quality"`
	Attendance  decimal.Decimal `score:"attendance"`
	Achievement decimal.Decimal `score:"achievement"`
	Total       decimal.Decimal `score:"total"`
	Grade       string          `score:"grade"`
	K           decimal.Decimal `score:"grade.coefficient"`
	Bonus       decimal.Decimal `score:"bonus"`
}

func (s *DecimalSheet) outcome() (Outcome, error) {
	of := func(d decimal.Decimal) int64 { return exactHundredths(d.Rat()) }
	return Outcome{
		KPI: of(s.KPI), Accuracy: of(s.Accuracy), Quality: of(s.Quality), Attendance: of(s.Attendance),
		Achievement: of(s.Achievement), Total: of(s.Total), Grade: s.Grade, K: of(s.K), Bonus: of(s.Bonus),
	}, nil
}

// kaoheContenders are all the ways to call kaohe.
func kaoheContenders() ([]contender, error) {
	program, err := kaoheProgram()
	if err != nil {
		return nil, err
	}
	numbers, err := score.For[Agent, Sheet](program)
	if err != nil {
		return nil, err
	}
	decimals, err := score.For[Agent, DecimalSheet](program)
	if err != nil {
		return nil, err
	}
	oneCore, err := score.For[Agent, Sheet](program, score.Workers(1))
	if err != nil {
		return nil, err
	}
	appendJSON := func(r *score.Result, buffer []byte) ([]byte, error) { return r.AppendJSON(buffer) }
	return []contender{
		single("kaohe single", numbers, (*Sheet).outcome),
		single("kaohe single, all read", decimals, (*DecimalSheet).outcome),
		mapIn("kaohe map in", program),
		jsonOut("kaohe json out", program, appendJSON),
		batch("kaohe batch, 1 core", oneCore),
		batch("kaohe batch, all cores", numbers),
	}, nil
}

// single scores one struct after the other into structs, in a loop of its own as
// those by hand have it.
func single[S any](name string, scorer *score.Scorer[Agent, S], outcome func(*S) (Outcome, error)) contender {
	return contender{name, func(people []Person) job {
		agents, sheets := agentsOf(people), make([]S, len(people))
		score := func() (err error) {
			for i := range agents {
				if sheets[i], err = scorer.Score(agents[i]); err != nil {
					return err
				}
			}
			return nil
		}
		return job{score, func(i int) (Outcome, error) { return outcome(&sheets[i]) }}
	}}
}

// batch scores all the people with one call into columns that are used again.
func batch(name string, scorer *score.Scorer[Agent, Sheet]) contender {
	return contender{name, func(people []Person) job {
		agents, block := agentsOf(people), new(score.Block)
		return job{
			score: func() error {
				scorer.ScoreBlock(agents, block)
				return nil
			},
			outcome: func(i int) (Outcome, error) { return blockOutcome(block, i) },
		}
	}}
}

// blockOutcome reads one person from the columns.
func blockOutcome(block *score.Block, i int) (Outcome, error) {
	if err := block.Err(i); err != nil {
		return Outcome{}, err
	}
	var o Outcome
	for _, f := range []struct {
		name string
		to   *int64
	}{
		{"kpi", &o.KPI}, {"accuracy", &o.Accuracy}, {"quality", &o.Quality}, {"attendance", &o.Attendance},
		{"achievement", &o.Achievement}, {"total", &o.Total}, {"grade.coefficient", &o.K}, {"bonus", &o.Bonus},
	} {
		column, ok := block.Column(f.name)
		if !ok {
			return Outcome{}, fmt.Errorf("no column %s", f.name)
		}
		*f.to = exactHundredths(column.Number(i).Rat())
	}
	grade, ok := block.Column("grade")
	if !ok {
		return Outcome{}, fmt.Errorf("no column grade")
	}
	o.Grade = grade.Text(i)
	return o, nil
}
