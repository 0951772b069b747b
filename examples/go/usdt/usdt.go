// Package usdt makes probes of libusdt while a program runs, and fires them.
//
// Its types and functions are those of go-usdt. That one compiles a copy of libusdt for other
// systems; this one links the library that is installed.
package usdt

/*
#cgo pkg-config: libusdt
#include <stdlib.h>
#include <usdt.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"
)

// Provider is a name space of probes.
type Provider struct {
	Name, Module string

	provider *C.usdt_provider_t
}

// NewProvider returns a provider without probes, which no tracer sees before Enable.
func NewProvider(name, module string) (*Provider, error) {
	cName, cModule := C.CString(name), C.CString(module)
	defer C.free(unsafe.Pointer(cName))
	defer C.free(unsafe.Pointer(cModule))
	provider := C.usdt_create_provider(cName, cModule)
	if provider == nil {
		return nil, errors.New("usdt: no memory for a provider")
	}
	return &Provider{name, module, provider}, nil
}

// AddProbe lists a probe. In an enabled provider it is live at once.
func (p *Provider) AddProbe(probe *Probe) error {
	return p.do(func() C.int { return C.usdt_provider_add_probe(p.provider, probe.definition) })
}

// Enable makes all probes visible to tracers. The error says what is missing, and what to do.
func (p *Provider) Enable() error {
	return p.do(func() C.int { return C.usdt_provider_enable(p.provider) })
}

// Enabled returns whether Enable has made the probes visible.
func (p *Provider) Enabled() bool {
	return p.provider != nil && p.provider.enabled != 0
}

// Close ends all probes. To fire them goes on, to no effect.
func (p *Provider) Close() {
	if p.provider != nil {
		C.usdt_provider_free(p.provider)
		p.provider = nil
	}
}

func (p *Provider) do(call func() C.int) error {
	if p.provider == nil {
		return fmt.Errorf("usdt: %s:%s is closed", p.Name, p.Module)
	}
	if call() != 0 {
		return fmt.Errorf("usdt: %s:%s: %s", p.Name, p.Module, C.GoString(C.usdt_errstr(p.provider)))
	}
	return nil
}

// Probe is a named point with fixed arguments. It has C memory for the life of the process.
type Probe struct {
	Function, Name string

	kinds      []reflect.Kind
	definition *C.usdt_probedef_t
}

// NewProbe returns a probe whose arguments are of these kinds: reflect.Int and reflect.String.
func NewProbe(function, name string, kinds ...reflect.Kind) (*Probe, error) {
	types := make([]*C.char, len(kinds)+1)
	for i, kind := range kinds {
		switch kind {
		case reflect.Int:
			types[i] = C.CString("int64_t")
		case reflect.String:
			types[i] = C.CString("char *")
		default:
			return nil, fmt.Errorf("usdt: %s:%s: an argument is an int or a string, not %s", function, name, kind)
		}
		defer C.free(unsafe.Pointer(types[i]))
	}
	cFunction, cName := C.CString(function), C.CString(name)
	defer C.free(unsafe.Pointer(cFunction))
	defer C.free(unsafe.Pointer(cName))
	definition := C.usdt_create_probe(cFunction, cName, C.size_t(len(kinds)), &types[0])
	if definition == nil {
		return nil, fmt.Errorf("usdt: %s:%s has too many arguments: %d", function, name, len(kinds))
	}
	return &Probe{function, name, kinds, definition}, nil
}

// Enabled returns whether a tracer is attached now.
func (p *Probe) Enabled() bool {
	return C.usdt_is_enabled(p.definition.probe) != 0
}

// Fire executes the probe. Texts are copied, since a tracer reads them from C memory.
func (p *Probe) Fire(args ...interface{}) error {
	if len(args) != len(p.kinds) {
		return fmt.Errorf("usdt: %s:%s takes %d arguments, not %d", p.Function, p.Name, len(p.kinds), len(args))
	}
	// Numbers and addresses of C memory alike: Go's collector has nothing to see here.
	words := make([]uintptr, len(args)+1)
	for i, arg := range args {
		value := reflect.ValueOf(arg)
		if value.Kind() != p.kinds[i] {
			return fmt.Errorf("usdt: %s:%s takes %s as argument %d, not %s", p.Function, p.Name, p.kinds[i], i, value.Kind())
		}
		if value.Kind() == reflect.Int {
			words[i] = uintptr(value.Int())
		} else {
			text := unsafe.Pointer(C.CString(value.String()))
			defer C.free(text)
			words[i] = uintptr(text)
		}
	}
	C.usdt_fire_probe(p.definition.probe, C.size_t(len(args)), (*unsafe.Pointer)(unsafe.Pointer(&words[0])))
	return nil
}
