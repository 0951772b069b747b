/** Follows processes while they come and go: {@code Follower}. */
package io.github.usdt4j.snoop.following;
