// Asks one address with Go's own HTTP client, whose transport takes its proxy from the environment.
package main

import (
	"crypto/tls"
	"net/http"
	"os"
	"time"
)

func main() {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	if _, err := client.Get(os.Args[1]); err != nil {
		os.Exit(1)
	}
}
