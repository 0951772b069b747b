/**
 * Makes a class and a list of probes of an interface with {@code @UsdtProvider}, when it is
 * compiled: {@link io.github.usdt4j.processor.UsdtProcessor}.
 *
 * <p>{@code ProviderReader}, {@code MethodReader}, {@code ArgumentReader} and {@code TypeRules}
 * read and check, one level each; {@code ProbeSet} is what they give; {@code ClassText} and {@code
 * ListText} write.
 */
package io.github.usdt4j.processor;
