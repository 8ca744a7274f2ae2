// Package alarm has what the checks have in common.
package alarm

import (
	"fmt"
	"net/url"
)

// Target is the event of every check. A check that fails returns an error, so that Lambda's own metric Errors is what an
// alarm watches.
type Target struct {
	Site string `json:"site"`
}

// Parse refuses what is no https address.
func (t Target) Parse() (*url.URL, error) {
	site, err := url.Parse(t.Site)
	if err != nil || site.Scheme != "https" || site.Hostname() == "" {
		return nil, fmt.Errorf("site must be an address with https, not %q", t.Site)
	}
	return site, nil
}
