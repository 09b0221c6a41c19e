package dev.kaptan.gateway;

import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.gateway.engine.EngineStart;
import dev.kaptan.gateway.flow.InFlightFilter;
import dev.kaptan.gateway.security.RequestUser;
import dev.kaptan.gateway.security.SecurityChain;
import dev.kaptan.gateway.tls.PemFiles;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.FilterChainProxy;

import java.time.Clock;
import java.util.List;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    FilterRegistrationBean<FilterChainProxy> securityFilter(
            GatewayProperties properties,
            EngineStart engine,
            List<TokenAuthenticator> staticTokens,
            MeterRegistry meters) {
        var limits = properties.limits();
        var flowControl =
                new InFlightFilter(
                        limits.reading(), limits.mutating(), RequestUser::current, meters);
        var chain =
                SecurityChain.of(
                        engine,
                        PemFiles.certificates(properties.tls().clientCa()),
                        staticTokens,
                        properties.anonymous(),
                        Clock.systemUTC(),
                        flowControl);
        var registration = new FilterRegistrationBean<>(chain);
        registration.setOrder(WebConfiguration.ENTRY_ORDER + 1);
        return registration;
    }
}
