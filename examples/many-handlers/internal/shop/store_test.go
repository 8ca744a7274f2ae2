package shop

import (
	"errors"
	"testing"
)

func TestStoreKeepsWhatIsValid(t *testing.T) {
	store := NewStore[Product]()
	if err := store.Put(Product{ID: "cup", Name: "Cup", PriceCents: -1}); err == nil {
		t.Error("a negative price was kept")
	}
	if err := store.Put(Product{ID: "cup", Name: "Cup", PriceCents: 900}); err != nil {
		t.Fatal(err)
	}
	if product, err := store.Get("cup"); err != nil || product.PriceCents != 900 {
		t.Errorf("got %v, %v", product, err)
	}
}

func TestStoreForgetsWhatIsDeleted(t *testing.T) {
	store := NewStore(Product{ID: "cup", Name: "Cup"})
	if err := store.Delete("cup"); err != nil {
		t.Fatal(err)
	}
	if err := store.Delete("cup"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if list := store.List(); len(list) != 0 {
		t.Errorf("got %v", list)
	}
}
