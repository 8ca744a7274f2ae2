// Package report renders the nightly report.
package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"example.com/quickstart/internal/orders"
)

// Template is a text with the names ${date}, ${total}, ${new} and ${paid}.
type Template string

// Load reads templates/report.txt from the deployed archive, or from the working directory outside Lambda.
func Load() (Template, error) {
	text, err := os.ReadFile(filepath.Join(os.Getenv("LAMBDA_TASK_ROOT"), "templates", "report.txt"))
	return Template(text), err
}

// Render replaces the names with the numbers of a day. An unknown name is an error.
func (t Template) Render(day time.Time, counts map[orders.Status]int) (string, error) {
	total := 0
	for _, count := range counts {
		total += count
	}
	values := map[string]string{
		"date":  day.UTC().Format(time.DateOnly),
		"total": strconv.Itoa(total),
		"new":   strconv.Itoa(counts[orders.New]),
		"paid":  strconv.Itoa(counts[orders.Paid]),
	}
	var err error
	text := os.Expand(string(t), func(name string) string {
		value, known := values[name]
		if !known {
			err = fmt.Errorf("the report has no ${%s}", name)
		}
		return value
	})
	return text, err
}
