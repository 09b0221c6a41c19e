package dev.kaptan.gateway;

import dev.kaptan.api.engine.ApiServer;
import dev.kaptan.api.engine.ApiServerConfig;
import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.store.KeyValueStore;
import dev.kaptan.gateway.engine.AdvertiseAddress;
import dev.kaptan.gateway.engine.EngineStart;
import dev.kaptan.gateway.etcd.EtcdStore;
import dev.kaptan.gateway.security.TokenFile;
import dev.kaptan.gateway.tls.PemFiles;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The engine over its store. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    @ConditionalOnMissingBean
    KeyValueStore store(GatewayProperties properties, MeterRegistry meters) {
        return new EtcdStore(properties.store().etcd(), Clock.systemUTC(), meters);
    }

    @Bean
    List<TokenAuthenticator> staticTokens(GatewayProperties properties) {
        var file = properties.tokenFile();
        return file == null ? List.of() : List.of(TokenFile.read(file));
    }

    /** How an engine is made; tests put another one behind the gateway. */
    @FunctionalInterface
    interface EngineFactory {
        ApiServer start(ApiServerConfig config);
    }

    @Bean
    @ConditionalOnMissingBean
    EngineFactory engineFactory() {
        return ApiServer::start;
    }

    @Bean
    EngineStart engine(
            EngineFactory factory,
            GatewayProperties properties,
            KeyValueStore store,
            List<TokenAuthenticator> staticTokens) {
        var keys = keys(properties.serviceAccount());
        return new EngineStart(
                port -> factory.start(config(properties, store, keys, staticTokens, port)));
    }

    /** Only the listening server knows its port. */
    @Bean
    ApplicationListener<WebServerInitializedEvent> engineBeginsWhenServerListens(
            EngineStart engine) {
        return event -> engine.begin(event.getWebServer().getPort());
    }

    private static ApiServerConfig.ServiceAccountKeys keys(GatewayProperties.ServiceAccount files) {
        return new ApiServerConfig.ServiceAccountKeys(
                PemFiles.privateKey(files.signingKey()),
                PemFiles.publicKey(files.publicKey()),
                files.issuer());
    }

    private static ApiServerConfig config(
            GatewayProperties properties,
            KeyValueStore store,
            ApiServerConfig.ServiceAccountKeys keys,
            List<TokenAuthenticator> tokens,
            int port) {
        return new ApiServerConfig(
                store,
                Clock.systemUTC(),
                new SecureRandom(),
                properties.serviceCidr(),
                ApiServerConfig.PortRange.NODE_PORTS,
                AdvertiseAddress.of(properties.advertiseAddress(), properties.listen().address()),
                port,
                keys,
                tokens);
    }
}
