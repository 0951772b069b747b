module usdt4j.github.io/examples/go

go 1.19
