// check-website fails unless the website responds in time with status 200.
package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"example.com/watchman/internal/alarm"
)

func main() {
	lambda.Start(check{&http.Client{Timeout: 10 * time.Second}}.run)
}

type check struct{ client *http.Client }

type report struct {
	Status       int   `json:"status"`
	Milliseconds int64 `json:"milliseconds"`
}

func (c check) run(ctx context.Context, target alarm.Target) (report, error) {
	site, err := target.Parse()
	if err != nil {
		return report{}, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, site.String(), nil)
	if err != nil {
		return report{}, err
	}
	start := time.Now()
	response, err := c.client.Do(request)
	if err != nil {
		return report{}, err
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return report{}, fmt.Errorf("%s answered %s", site, response.Status)
	}
	return report{response.StatusCode, time.Since(start).Milliseconds()}, nil
}
