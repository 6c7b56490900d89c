/* The engine's algorithm in plain C: squared error, gradient descent, batches in order. Values are [node][sample]. */
#include <math.h>
#include <string.h>

enum { LINEAR, SIGMOID, TANH };

typedef struct {
    long nodes, neurons, parameters, inputs, outputs, rows, batch;
    const unsigned *neuron, *first_edge, *source, *weight, *input, *output;
    const int *bias, *activation, *is_neuron;
    const double *x, *y;
    double rate, *p, *g, *z, *a, *slope, *delta;
} Net;

static void forward(const Net *n, long columns) {
    for (long q = 0; q < n->neurons; q++) {
        unsigned j = n->neuron[q];
        double *restrict z = n->z + j * n->batch, *restrict a = n->a + j * n->batch, *restrict slope = n->slope + j * n->batch;
        double b = n->bias[q] >= 0 ? n->p[n->bias[q]] : 0.0;
        for (long s = 0; s < columns; s++) z[s] = b;
        for (unsigned e = n->first_edge[q]; e < n->first_edge[q + 1]; e++) {
            const double w = n->p[n->weight[e]], *from = n->a + n->source[e] * n->batch;
            for (long s = 0; s < columns; s++) z[s] += w * from[s];
        }
        switch (n->activation[q]) {
        case LINEAR: for (long s = 0; s < columns; s++) { a[s] = z[s]; slope[s] = 1.0; } break;
        case SIGMOID: for (long s = 0; s < columns; s++) { a[s] = 1.0 / (1.0 + exp(-z[s])); slope[s] = a[s] * (1.0 - a[s]); } break;
        case TANH: for (long s = 0; s < columns; s++) { a[s] = tanh(z[s]); slope[s] = 1.0 - a[s] * a[s]; } break;
        }
    }
}

static double backward(const Net *n, long first, long columns) {
    double cost = 0.0;
    memset(n->g, 0, n->parameters * sizeof *n->g);
    for (long q = 0; q < n->neurons; q++) memset(n->delta + n->neuron[q] * n->batch, 0, columns * sizeof(double));
    for (long o = 0; o < n->outputs; o++)
        for (long s = 0; s < columns; s++) {
            double error = n->a[n->output[o] * n->batch + s] - n->y[(first + s) * n->outputs + o];
            cost += error * error;
            n->delta[n->output[o] * n->batch + s] = 2.0 * error;
        }
    for (long q = n->neurons - 1; q >= 0; q--) {
        unsigned j = n->neuron[q];
        double *restrict delta = n->delta + j * n->batch, total = 0.0;
        for (long s = 0; s < columns; s++) total += delta[s] *= n->slope[j * n->batch + s];
        if (n->bias[q] >= 0) n->g[n->bias[q]] += total;
        for (unsigned e = n->first_edge[q]; e < n->first_edge[q + 1]; e++) {
            unsigned i = n->source[e];
            const double w = n->p[n->weight[e]], *from = n->a + i * n->batch;
            double *restrict back = n->delta + i * n->batch;
            total = 0.0;
            for (long s = 0; s < columns; s++) total += delta[s] * from[s];
            n->g[n->weight[e]] += total;
            if (n->is_neuron[i]) for (long s = 0; s < columns; s++) back[s] += w * delta[s];
        }
    }
    return cost;
}

double train(Net *n, long count, double *costs) {
    long position = 0;
    for (long k = 0; k < count; k++) {
        if (position >= n->rows) position = 0;
        long columns = n->batch < n->rows - position ? n->batch : n->rows - position;
        for (long s = 0; s < columns; s++)
            for (long i = 0; i < n->inputs; i++) n->a[n->input[i] * n->batch + s] = n->x[(position + s) * n->inputs + i];
        forward(n, columns);
        costs[k] = backward(n, position, columns) / columns;
        int finite = isfinite(costs[k]) != 0;
        for (long i = 0; i < n->parameters; i++) {
            double moved = n->p[i] - n->rate * (n->g[i] / columns);
            finite &= (fabs(moved) <= 1.7976931348623157e308);
            n->p[i] = moved;
        }
        if (!finite) return (double)k;
        position += columns;
    }
    return (double)count;
}
