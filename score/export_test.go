package score

// SetWorkers says on how many goroutines the cohort is scored.
func (c *Cohort) SetWorkers(n int) { c.workers = n }
