// count-scans counts the parcels scanned in each depot, as a CloudWatch metric.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(func(_ context.Context, event events.KinesisEvent) error {
		return count(event, time.Now(), os.Stdout)
	})
}

type scan struct {
	Depot string `json:"depot"`
}

// count writes a line in CloudWatch's embedded metric format for each depot. Unreadable records are counted too, since
// they must not block the stream.
func count(event events.KinesisEvent, now time.Time, log io.Writer) error {
	scans := map[string]int{}
	for _, record := range event.Records {
		var one scan
		if json.Unmarshal(record.Kinesis.Data, &one) != nil || one.Depot == "" {
			one.Depot = "unreadable"
		}
		scans[one.Depot]++
	}
	depots := make([]string, 0, len(scans))
	for depot := range scans {
		depots = append(depots, depot)
	}
	sort.Strings(depots)
	for _, depot := range depots {
		line, err := json.Marshal(map[string]any{
			"_aws": map[string]any{
				"Timestamp": now.UnixMilli(),
				"CloudWatchMetrics": []any{map[string]any{
					"Namespace":  "Parcels",
					"Dimensions": [][]string{{"Depot"}},
					"Metrics":    []any{map[string]string{"Name": "Scans", "Unit": "Count"}},
				}},
			},
			"Depot": depot,
			"Scans": scans[depot],
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(log, string(line)); err != nil {
			return err
		}
	}
	return nil
}
