package gen

import "strconv"

// The pools mix plain words, words that clauses and declarations begin with
// (which may be declared all the same), and Chinese.
var (
	inputNames = []string{
		"calls", "errors", "qa", "base", "sales", "target", "actual", "days", "points", "话务量", "错单",
		"weight", "step", "质检分", "x", "at", "绩效基数", "note", "first", "_late", "input", "größe", "flat",
	}
	paramNames  = []string{"good_k", "rule", "rate_p", "default", "系数", "k2", "param", "missing", "良好K"}
	tableNames  = []string{"call_rate", "error_points", "pay", "费率", "table", "bands", "查表", "t1"}
	figureNames = []string{
		"kpi", "goal", "accuracy", "share", "业绩", "rate", "value", "gate", "q1", "出勤", "drop", "indicator",
		"bonus", "得分", "scale", "half", "expect", "合计", "of", "round_up", "most", "to",
	}
	columnNames = []string{"v", "c", "n", "kind", "量", "points", "when"}
	localNames  = []string{"tmp", "half_of", "临时", "y", "z"}
	titles      = []string{
		`"话务总量"`, `"Quality"`, `"a // title [ with ) marks; in it"`, `"绩效，奖金"`, `"第 3 条"`,
	}
	messages = []string{
		`"the scheme gives no figure here"`, `"没有规定"`, `"50% // else { fail"`,
	}
	levels = [][]string{
		{"初级", "中级", "高级"}, {"a", "b"}, {"intended", "literal", "other", "none"}, {"A级", "B 级", "else"},
	}
	gradeNames = []string{"优秀", "良好", "合格", "不合格", "A", "B"}
)

// fresh chooses a name that is not declared yet; a taken one gets a number.
func (g *generator) fresh(pool []string) string {
	name := oneOf(g.s, pool...)
	for n := 2; g.taken[name]; n++ {
		name = pool[n%len(pool)]
		if g.taken[name] {
			name += strconv.Itoa(n)
		}
	}
	g.taken[name] = true
	return name
}

// title is a title with the space before it, or nothing.
func (g *generator) title() string {
	if g.s.chance(60) {
		return " " + oneOf(g.s, titles...)
	}
	return ""
}
