// Package tariff knows what a parcel costs.
package tariff

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// MaxGrams is the weight of the heaviest parcel that is carried.
const MaxGrams = 30_000

// Zone is a group of countries with the same prices.
type Zone struct {
	Name         string   `json:"name"`
	Countries    []string `json:"countries"`
	BaseCents    int      `json:"baseCents"`
	PerKiloCents int      `json:"perKiloCents"`
}

// Tariff is the price list.
type Tariff struct {
	Zones []Zone `json:"zones"`
}

// Parcel is what a customer asks a price for.
type Parcel struct {
	Country string `json:"country"`
	Grams   int    `json:"grams"`
}

// Quote is the price of a parcel.
type Quote struct {
	Zone  string `json:"zone"`
	Cents int    `json:"cents"`
}

// Load reads tariff.json of the deployed package, or of the working directory outside of Lambda.
func Load() (Tariff, error) {
	var tariff Tariff
	text, err := os.ReadFile(filepath.Join(os.Getenv("LAMBDA_TASK_ROOT"), "tariff.json"))
	if err == nil {
		err = json.Unmarshal(text, &tariff)
	}
	return tariff, err
}

// Quote says what a parcel costs; each kilogram that was begun counts. Its error is meant for the customer.
func (t Tariff) Quote(parcel Parcel) (Quote, error) {
	if parcel.Grams <= 0 || parcel.Grams > MaxGrams {
		return Quote{}, fmt.Errorf("grams must be between 1 and %d", MaxGrams)
	}
	for _, zone := range t.Zones {
		for _, country := range zone.Countries {
			if country == parcel.Country {
				kilos := (parcel.Grams + 999) / 1000
				return Quote{Zone: zone.Name, Cents: zone.BaseCents + kilos*zone.PerKiloCents}, nil
			}
		}
	}
	return Quote{}, fmt.Errorf("parcels to %q are not carried", parcel.Country)
}
