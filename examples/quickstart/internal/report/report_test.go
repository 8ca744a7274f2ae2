package report

import (
	"testing"
	"time"

	"example.com/quickstart/internal/orders"
)

func TestRenderFillsInTheDay(t *testing.T) {
	day := time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
	counts := map[orders.Status]int{orders.New: 2, orders.Paid: 1}
	got, err := Template("${date}: ${total} = ${new} + ${paid}").Render(day, counts)
	if want := "2026-11-24: 3 = 2 + 1"; err != nil || got != want {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestRenderRefusesAnUnknownName(t *testing.T) {
	if got, err := Template("${refunded}").Render(time.Time{}, nil); err == nil {
		t.Errorf("got %q", got)
	}
}

func TestLoadReadsFromTheTaskRoot(t *testing.T) {
	t.Setenv("LAMBDA_TASK_ROOT", "../..")
	template, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := template.Render(time.Time{}, nil); err != nil {
		t.Error(err)
	}
}
