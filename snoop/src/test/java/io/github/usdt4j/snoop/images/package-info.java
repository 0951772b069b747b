/** Images that no process of ours has made: {@code MadeImage}. */
package io.github.usdt4j.snoop.images;
