// check-certificate fails if the certificate of a website expires soon.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"example.com/watchman/internal/alarm"
)

func main() {
	days, err := strconv.Atoi(os.Getenv("DAYS_LEFT"))
	if err != nil {
		log.Fatalf("DAYS_LEFT: %v", err)
	}
	lambda.Start(check{days, &tls.Dialer{}}.run)
}

type check struct {
	days   int
	dialer *tls.Dialer
}

type report struct {
	Days int `json:"days"`
}

func (c check) run(ctx context.Context, target alarm.Target) (report, error) {
	site, err := target.Parse()
	if err != nil {
		return report{}, err
	}
	port := site.Port()
	if port == "" {
		port = "443"
	}
	connection, err := c.dialer.DialContext(ctx, "tcp", net.JoinHostPort(site.Hostname(), port))
	if err != nil {
		return report{}, err
	}
	defer connection.Close()
	leaf := connection.(*tls.Conn).ConnectionState().PeerCertificates[0]
	left := int(time.Until(leaf.NotAfter).Hours() / 24)
	if left < c.days {
		return report{}, fmt.Errorf("the certificate of %s ends in %d days, on %s", site.Hostname(), left, leaf.NotAfter.Format(time.DateOnly))
	}
	return report{left}, nil
}
