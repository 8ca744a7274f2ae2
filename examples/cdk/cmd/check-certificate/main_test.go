package main

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/watchman/internal/alarm"
)

func TestFailsWhenTheCertificateEndsSoon(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	dialer := &tls.Dialer{Config: server.Client().Transport.(*http.Transport).TLSClientConfig}
	target := alarm.Target{Site: server.URL}
	got, err := check{21, dialer}.run(context.Background(), target)
	if err != nil || got.Days < 21 {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := (check{got.Days + 2, dialer}).run(context.Background(), target); err == nil || !strings.Contains(err.Error(), "ends in") {
		t.Errorf("got %v", err)
	}
}
