// Package alarm has the code that the checks share.
package alarm

import (
	"fmt"
	"net/url"
)

// Target is the event of every check. A check that fails returns an error, so that an alarm can watch Lambda's own
// metric Errors.
type Target struct {
	Site string `json:"site"`
}

// Parse returns the address of the website, or an error if it is not an https address.
func (t Target) Parse() (*url.URL, error) {
	site, err := url.Parse(t.Site)
	if err != nil || site.Scheme != "https" || site.Hostname() == "" {
		return nil, fmt.Errorf("site must be an address with https, not %q", t.Site)
	}
	return site, nil
}
