/** Programs that tests start. */
package io.github.usdt4j.releasetests.programs;
