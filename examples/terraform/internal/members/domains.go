// Package members knows who may join.
package members

import "strings"

// Domains are the mail domains that members come from.
type Domains []string

// ParseDomains reads a list with commas.
func ParseDomains(text string) Domains {
	var domains Domains
	for _, domain := range strings.Split(text, ",") {
		if domain = strings.ToLower(strings.TrimSpace(domain)); domain != "" {
			domains = append(domains, domain)
		}
	}
	return domains
}

// Has says whether an address belongs to one of the domains themselves; those below them do not count.
func (d Domains) Has(address string) bool {
	at := strings.LastIndex(address, "@")
	if at < 1 {
		return false
	}
	for _, domain := range d {
		if strings.EqualFold(address[at+1:], domain) {
			return true
		}
	}
	return false
}
