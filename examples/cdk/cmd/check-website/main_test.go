package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/watchman/internal/alarm"
)

func TestFailsUnlessTheSiteAnswersWell(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer server.Close()
	website := check{server.Client()}
	if got, err := website.run(context.Background(), alarm.Target{Site: server.URL}); err != nil || got.Status != 200 {
		t.Errorf("got %+v, %v", got, err)
	}
	status = http.StatusServiceUnavailable
	for _, site := range []string{server.URL, "http://www.example.com", "https://", ""} {
		if got, err := website.run(context.Background(), alarm.Target{Site: site}); err == nil {
			t.Errorf("%q: got %+v", site, got)
		}
	}
}
