// Package list has the rules of the mailing list.
package list

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/mail"
	"net/url"
	"strings"
)

// Address reads the address that somebody typed. Its error is meant for the reader.
func Address(text string) (string, error) {
	address, err := mail.ParseAddress(strings.TrimSpace(text))
	if err != nil || address.Name != "" {
		return "", errors.New("this is no mail address")
	}
	return address.Address, nil
}

// ConfirmationPath is the path of the link that confirms a subscription: whoever opens it has read the mail.
func ConfirmationPath(address string, secret []byte) string {
	query := url.Values{"address": {address}, "proof": {proof(address, secret)}}
	return "/subscriptions/confirmation?" + query.Encode()
}

func proof(address string, secret []byte) string {
	code := hmac.New(sha256.New, secret)
	code.Write([]byte(address))
	return hex.EncodeToString(code.Sum(nil))
}
