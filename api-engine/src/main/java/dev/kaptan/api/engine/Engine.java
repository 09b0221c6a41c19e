package dev.kaptan.api.engine;

import dev.kaptan.api.engine.admission.AdmissionChain;
import dev.kaptan.api.engine.admission.DefaultTolerationSeconds;
import dev.kaptan.api.engine.admission.NamespaceLifecycle;
import dev.kaptan.api.engine.admission.NodeRestriction;
import dev.kaptan.api.engine.admission.PriorityAdmission;
import dev.kaptan.api.engine.admission.ServiceAccountAdmission;
import dev.kaptan.api.engine.admission.TaintNodesByCondition;
import dev.kaptan.api.engine.auth.TokenAuthenticator;
import dev.kaptan.api.engine.authorization.Authorizer;
import dev.kaptan.api.engine.bootstrap.Bootstrap;
import dev.kaptan.api.engine.discovery.HealthCheck;
import dev.kaptan.api.engine.discovery.ServerDocuments;
import dev.kaptan.api.engine.output.Answers;
import dev.kaptan.api.engine.rbac.RbacAuthorizer;
import dev.kaptan.api.engine.rbac.RoleEscalation;
import dev.kaptan.api.engine.read.GetVerb;
import dev.kaptan.api.engine.read.ListVerb;
import dev.kaptan.api.engine.read.WatchVerb;
import dev.kaptan.api.engine.request.ApiRequest;
import dev.kaptan.api.engine.request.ApiResponse;
import dev.kaptan.api.engine.resource.Resources;
import dev.kaptan.api.engine.review.Reviews;
import dev.kaptan.api.engine.service.AddressRange;
import dev.kaptan.api.engine.service.ServiceReservations;
import dev.kaptan.api.engine.service.ServiceReservations.PortSpan;
import dev.kaptan.api.engine.store.StoreException;
import dev.kaptan.api.engine.store.StoredValues;
import dev.kaptan.api.engine.subresource.BindingSubresource;
import dev.kaptan.api.engine.subresource.EvictionSubresource;
import dev.kaptan.api.engine.subresource.FinalizeSubresource;
import dev.kaptan.api.engine.subresource.PodStreams;
import dev.kaptan.api.engine.subresource.ScaleSubresource;
import dev.kaptan.api.engine.subresource.Subresources;
import dev.kaptan.api.engine.subresource.TokenSubresource;
import dev.kaptan.api.engine.token.IssuerDocuments;
import dev.kaptan.api.engine.token.ServiceAccountTokens;
import dev.kaptan.api.engine.token.TokenKeys;
import dev.kaptan.api.engine.write.CreateVerb;
import dev.kaptan.api.engine.write.DeleteCollectionVerb;
import dev.kaptan.api.engine.write.DeleteVerb;
import dev.kaptan.api.engine.write.ObjectCreation;
import dev.kaptan.api.engine.write.ObjectDeletion;
import dev.kaptan.api.engine.write.ObjectUpdate;
import dev.kaptan.api.engine.write.PatchVerb;
import dev.kaptan.api.engine.write.UpdateVerb;
import dev.kaptan.api.model.builtin.BuiltInKinds;
import dev.kaptan.api.model.status.ApiException;

import java.util.ArrayList;
import java.util.List;

/** The parts put together; what each does stands in its package. */
final class Engine implements ApiServer {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final Resources resources;
    private final ServerDocuments documents;
    private final ResourceRequests requests;
    private final RbacAuthorizer authorizer;
    private final ServiceAccountTokens tokens;
    private final IssuerDocuments issuer;
    private final AddressRange range;
    private final ServiceReservations reservations;
    private final Bootstrap bootstrap;
    private final ApiServerConfig config;

    private Engine(ApiServerConfig config) {
        this.config = config;
        this.resources = new Resources(BuiltInKinds.kinds(), config.store(), StoredValues.PLAIN);
        this.authorizer = new RbacAuthorizer(resources);
        var keys = config.serviceAccounts();
        var tokenKeys = new TokenKeys(keys.signing(), keys.verification());
        this.tokens = new ServiceAccountTokens(resources, tokenKeys, keys.issuer(), config.clock());
        this.issuer = new IssuerDocuments(tokenKeys, keys.issuer());
        this.documents =
                new ServerDocuments(
                        resources.kinds(),
                        this::readiness,
                        config.advertiseAddress() + ":" + config.advertisePort());
        this.range = AddressRange.parse(config.serviceCidr());
        this.reservations = reservations(config, range);
        var admission = admission();
        var creation = new ObjectCreation(admission, reservations, config.clock(), config.random());
        var update = new ObjectUpdate(admission, reservations);
        var deletion = new ObjectDeletion(admission, reservations, config.clock());
        this.requests = requests(creation, update, deletion);
        this.bootstrap = new Bootstrap(resources, creation, update);
    }

    static ApiServer start(ApiServerConfig config) {
        config.store().currentRevision();
        var engine = new Engine(config);
        try {
            engine.bringUp();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void bringUp() {
        resources.warmUp();
        bootstrap.run(range.at(0), config.advertiseAddress(), config.advertisePort());
        reservations.repair(resources.require("", "v1", "services"));
    }

    private static ServiceReservations reservations(ApiServerConfig config, AddressRange range) {
        var ports = config.nodePorts();
        return new ServiceReservations(
                config.store(),
                range,
                new PortSpan(ports.first(), ports.last()),
                config.clock(),
                config.random());
    }

    private ResourceRequests requests(
            ObjectCreation creation, ObjectUpdate update, ObjectDeletion deletion) {
        var answers = new Answers(config.clock());
        var authenticators = new ArrayList<TokenAuthenticator>(List.of(tokens));
        authenticators.addAll(config.tokenAuthenticators());
        return new ResourceRequests(
                resources,
                new GetVerb(answers),
                new ListVerb(answers),
                new WatchVerb(config.clock(), config.random()),
                new CreateVerb(creation, answers),
                new UpdateVerb(update, creation, answers),
                new PatchVerb(update, answers),
                new DeleteVerb(deletion, answers),
                new DeleteCollectionVerb(deletion, answers),
                subresources(update, deletion, answers),
                new Reviews(authorizer, authenticators));
    }

    private AdmissionChain admission() {
        return new AdmissionChain(
                List.of(
                        new NamespaceLifecycle(resources),
                        new ServiceAccountAdmission(resources, config.random()),
                        new DefaultTolerationSeconds(),
                        new PriorityAdmission(resources),
                        new TaintNodesByCondition(),
                        new NodeRestriction(),
                        new RoleEscalation(authorizer)));
    }

    private Subresources subresources(
            ObjectUpdate update, ObjectDeletion deletion, Answers answers) {
        return new Subresources(
                new ScaleSubresource(resources, update, answers),
                new BindingSubresource(resources, update, config.clock()),
                new EvictionSubresource(resources, deletion),
                new FinalizeSubresource(update, answers),
                new TokenSubresource(resources, tokens, config.clock(), config.random()),
                new PodStreams(resources));
    }

    @Override
    public ApiResponse serve(ApiRequest request) {
        try {
            return request.info().resourceRequest() ? requests.serve(request) : document(request);
        } catch (StoreException e) {
            throw unanswered(request, e);
        }
    }

    private ApiResponse document(ApiRequest request) {
        String path = request.info().path();
        return IssuerDocuments.answers(path) ? issuer.serve(path) : documents.serve(request);
    }

    /** What a client is told when the store does not answer; of a write the outcome is unknown. */
    private static ApiException unanswered(ApiRequest request, StoreException e) {
        var info = request.info();
        return switch (e.reason()) {
            case UNAVAILABLE ->
                    ApiException.serverTimeout(
                            info.apiGroup(), info.resource(), info.verb(), RETRY_AFTER_SECONDS);
            case COMPACTED -> ApiException.expired(String.valueOf(e.getMessage()));
            case REJECTED -> ApiException.internalError(e);
        };
    }

    @Override
    public Authorizer authorizer() {
        return authorizer;
    }

    @Override
    public TokenAuthenticator serviceAccountTokens() {
        return tokens;
    }

    @Override
    public List<HealthCheck> readiness() {
        List<String> cold = resources.cold();
        return List.of(
                new HealthCheck("ping", ""),
                new HealthCheck("etcd", storeFailure()),
                new HealthCheck("informer-sync", cold.isEmpty() ? "" : "not filled yet: " + cold));
    }

    private String storeFailure() {
        try {
            config.store().currentRevision();
            return "";
        } catch (StoreException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        resources.close();
    }
}
